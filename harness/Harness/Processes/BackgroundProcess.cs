using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Processes;

/// <summary>A program that runs until it is ended; disposing of it kills it at once.</summary>
public sealed class BackgroundProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly LastLines _said = new();

    private BackgroundProcess(ProcessStartInfo info)
    {
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that it wrote.</summary>
    public string Tail => _said.ToString();

    /// <summary>The last lines that it wrote before it ended; the rest of the output may arrive after the end, and is waited for.</summary>
    public async Task<string> LastWordsAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A child of its own may hold the output open.
        }

        return Tail;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="file">The program, by name or path.</param>
    /// <param name="arguments">Its arguments, one each; no shell is involved.</param>
    /// <param name="environment">Variables set (or, with <c>null</c>, removed) on top of this process's.</param>
    /// <exception cref="HarnessException">It cannot be started.</exception>
    public static BackgroundProcess Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var info = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            info.Environment[name] = value;
        var started = new BackgroundProcess(info);
        try
        {
            started._process.Start();
        }
        catch (Win32Exception cause)
        {
            throw HarnessException.Undecided($"could not start {file}: {cause.Message}", cause);
        }

        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is not null)
            _said.Add(line);
    }
}
