using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Processes;

/// <summary>How an external program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="ErrorTail">The last lines it wrote to standard error.</param>
public sealed record ProcessOutcome(int ExitCode, string Output, string ErrorTail);

/// <summary>Runs external programs to their end; a cancelled one is ended with all its children.</summary>
public static class ProcessRunner
{
    private static readonly TimeSpan GraceAfterTerminate = TimeSpan.FromSeconds(10);

    /// <summary>Runs a program and waits for its end.</summary>
    /// <param name="file">The program, by name or path.</param>
    /// <param name="arguments">Its arguments, one each; no shell is involved.</param>
    /// <param name="onErrorLine">Called with each line of standard error as it comes.</param>
    /// <param name="onOutputLine">Called with each line of standard output as it comes; the outcome then holds none.</param>
    /// <param name="environment">Variables set (or, with <c>null</c>, removed) on top of this process's.</param>
    /// <param name="closesInput">Whether the program gets an empty standard input instead of this process's.</param>
    /// <param name="cancellationToken">Terminates the program and, after a grace period, kills its process tree.</param>
    /// <exception cref="HarnessException">The program is not installed.</exception>
    public static async Task<ProcessOutcome> RunAsync(
        string file,
        IEnumerable<string> arguments,
        Action<string>? onErrorLine = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        Action<string>? onOutputLine = null,
        bool closesInput = false,
        CancellationToken cancellationToken = default)
    {
        using var process = new Process { StartInfo = StartInfo(file, arguments, environment) };
        process.StartInfo.RedirectStandardInput = closesInput;
        var errors = new LastLines();
        process.ErrorDataReceived += (_, line) => Remember(line.Data);

        Start(process);
        if (closesInput)
            process.StandardInput.Close();
        process.BeginErrorReadLine();
        try
        {
            var output = await ReadAsync(process.StandardOutput, onOutputLine, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProcessOutcome(process.ExitCode, output, errors.ToString());
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process).ConfigureAwait(false);
            throw;
        }

        void Remember(string? line)
        {
            if (line is null)
                return;
            errors.Add(line);
            onErrorLine?.Invoke(line);
        }
    }

    private static async Task<string> ReadAsync(StreamReader output, Action<string>? onLine, CancellationToken cancellationToken)
    {
        if (onLine is null)
            return await output.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        while (await output.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            onLine(line);
        return "";
    }

    private static ProcessStartInfo StartInfo(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment)
    {
        var info = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            info.Environment[name] = value;
        return info;
    }

    private static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception cause)
        {
            var file = process.StartInfo.FileName;
            throw HarnessException.Undecided($"could not start {file}: {cause.Message}; install it, or put it on the PATH", cause);
        }
    }

    /// <summary>Asks nicely first, so that scripts can run their traps.</summary>
    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        using (Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
        }

        using var grace = new CancellationTokenSource(GraceAfterTerminate);
        try
        {
            await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
