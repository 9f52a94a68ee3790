using Harness.Api;
using k8s;

namespace Harness.Clusters;

/// <summary>
/// Notices when a cluster dies, so that work on it stops at once instead of timing out call by call.
/// A server that answers anything is alive; a busy one is given time.
/// </summary>
internal sealed class ClusterWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    /// <summary>Starts watching.</summary>
    /// <param name="admin">Client for asking the API server.</param>
    /// <param name="diagnose">Says why the cluster cannot come back, e.g. that its container exited; null while it may.</param>
    public ClusterWatch(IKubernetes admin, Func<CancellationToken, Task<string?>> diagnose) =>
        _watching = Task.Run(() => WatchAsync(admin, diagnose, _stop.Token));

    /// <summary>Cancelled when the cluster is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Why.</summary>
    public string? Because { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync(IKubernetes admin, Func<CancellationToken, Task<string?>> diagnose, CancellationToken stop)
    {
        var silentSince = (DateTimeOffset?)null;
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                // The engine first: it knows at once what a call to a dead container finds out after seconds.
                var cause = await DiagnoseAsync(diagnose, stop).ConfigureAwait(false);
                var silence = cause is null ? await SilenceAsync(admin, stop).ConfigureAwait(false) : null;
                silentSince = silence is null ? null : silentSince ?? TimeProvider.System.GetUtcNow();
                if (cause is null && (silentSince is not { } since || TimeProvider.System.GetUtcNow() - since < LongestSilence))
                    continue;
                Because = cause ?? $"the API server has not answered for {LongestSilence.TotalSeconds:0} s: {silence}";
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>An engine that does not answer either leaves the cause open.</summary>
    private static async Task<string?> DiagnoseAsync(Func<CancellationToken, Task<string?>> diagnose, CancellationToken stop)
    {
        try
        {
            return await diagnose(stop).ConfigureAwait(false);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Why no answer came; null when one did. Whatever went wrong, the watch goes on.</summary>
    private static async Task<string?> SilenceAsync(IKubernetes admin, CancellationToken stop)
    {
        try
        {
            await ApiServerHealth.AskAsync(admin, stop).ConfigureAwait(false);
            return null;
        }
        catch (Exception silence) when (!stop.IsCancellationRequested)
        {
            return silence.GetBaseException().Message;
        }
    }
}
