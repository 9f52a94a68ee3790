using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Processes;
using Harness.Waiting;

namespace Harness.Load.Alternatives;

/// <summary>What a kubectl is started with, in place of the user's own.</summary>
/// <param name="Kubeconfig">The kubeconfig file.</param>
/// <param name="Cache">Folder for what it caches.</param>
/// <param name="Proxy">The proxy on the way to the API server; null for none, whatever the environment says.</param>
internal sealed record KubectlSettings(string Kubeconfig, string Cache, Uri? Proxy)
{
    /// <summary>Variables that decide about proxies.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["HTTPS_PROXY"] = Proxy?.OriginalString,
        ["https_proxy"] = null,
        ["NO_PROXY"] = null,
        ["no_proxy"] = null,
    };
}

/// <summary>A kubectl that listens on a port of loopback, which the kernel chose; disposing of it ends it.</summary>
internal sealed partial class KubectlListener : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly BackgroundProcess _process;

    private KubectlListener(BackgroundProcess process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts one and waits until it listens.</summary>
    /// <exception cref="HarnessException">It ended, or did not listen in time; the message holds what it said.</exception>
    public static async Task<KubectlListener> StartAsync(
        string program, KubectlSettings settings, IReadOnlyList<string> command, CancellationToken stop)
    {
        string[] arguments = [.. command, "--address=127.0.0.1", $"--kubeconfig={settings.Kubeconfig}", $"--cache-dir={settings.Cache}"];
        var process = BackgroundProcess.Start(program, arguments, settings.Environment);
        try
        {
            var address = await new Condition($"kubectl {command[0]} listens", Deadline)
                .WaitAsync(_ => LookAsync(process, command[0]), stop).ConfigureAwait(false);
            return new KubectlListener(process, address);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The address in what kubectl says when it listens; null before that.</summary>
    internal static Uri? AddressIn(string said) => Listening().Match(said) is { Success: true } found
        ? new UriBuilder("http", "127.0.0.1", int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)).Uri
        : null;

    private static async Task<Seen<Uri>> LookAsync(BackgroundProcess process, string command)
    {
        if (AddressIn(process.Tail) is { } address)
            return Seen.Met(address);
        if (process.HasExited)
        {
            throw HarnessException.Undecided(
                $"kubectl {command} ended before it listened, and said: {await process.LastWordsAsync().ConfigureAwait(false)}");
        }

        return Seen.NotYet<Uri>(process.Tail);
    }

    [GeneratedRegex(@"(?:Forwarding from|Starting to serve on) 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
