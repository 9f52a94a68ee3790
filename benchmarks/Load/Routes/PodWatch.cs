using System.Diagnostics;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Load;

/// <summary>
/// The pods behind what is measured, looked at between rounds: whether one was restarted, replaced or became unready. It is one LIST
/// each time, and none during a round.
/// </summary>
/// <param name="list">Lists them.</param>
internal sealed class PodWatch(Func<CancellationToken, Task<IList<V1Pod>>> list)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private const int MostFruitless = 3;

    private IReadOnlyDictionary<string, SeenPod>? _before;
    private int _fruitless;

    /// <summary>Whether a look failed: then it is not known whether a pod was restarted.</summary>
    public string? Missing { get; private set; }

    /// <summary>How long after a restart it is told of: kubelets look at their containers every second.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Longest wait for the pods to be ready again.</summary>
    public TimeSpan Patience { get; init; } = Deadline;

    /// <summary>The pods of a namespace with a label; none of them needs to be there yet.</summary>
    public static PodWatch Of(IKubernetes client, string ns, string selector) => new(async stop =>
        (await client.CoreV1.ListNamespacedPodAsync(ns, labelSelector: selector, resourceVersion: "0", cancellationToken: stop)
            .ConfigureAwait(false)).Items);

    /// <summary>Looks before a round, where nobody has looked after the last.</summary>
    public async Task BeginAsync(CancellationToken stop) => _before ??= await LookAsync(stop).ConfigureAwait(false);

    /// <summary>What changed since the last look: a sentence without its end; null for nothing, and where that is not known.</summary>
    /// <param name="hasErrors">Whether requests failed: a kubelet tells of a restart a second after it.</param>
    /// <param name="stop">Ends the look.</param>
    public async Task<string?> ChangeAsync(bool hasErrors, CancellationToken stop)
    {
        var now = await LookAsync(stop).ConfigureAwait(false);
        var change = Change(now);
        var begin = Stopwatch.GetTimestamp();
        // Where requests fail for another reason, every round has errors: it is not waited for each time.
        while (change is null && now is not null && hasErrors && _fruitless < MostFruitless)
        {
            if (Stopwatch.GetElapsedTime(begin) > Lag)
            {
                _fruitless++;
                break;
            }

            await Task.Delay(BetweenLooks, stop).ConfigureAwait(false);
            now = await LookAsync(stop).ConfigureAwait(false);
            change = Change(now);
        }

        _before = change is null ? now ?? _before : null;
        return change;
    }

    /// <summary>Waits until as many pods as there were are ready, and none is on its way out.</summary>
    /// <exception cref="HarnessException">They are not, in time.</exception>
    public async Task ReadyAsync(int pods, CancellationToken stop) => _before = await new Condition(
        $"{pods} pods are ready again, after one was restarted or replaced while it was measured", Patience).WaitAsync(
            async ct =>
            {
                var now = SeenPod.Of(await list(ct).ConfigureAwait(false));
                return now.Count >= pods && now.Values.All(pod => pod.IsReady && !pod.IsEnding)
                    ? Seen.Met(now)
                    : Seen.NotYet<IReadOnlyDictionary<string, SeenPod>>(string.Join(", ", now.Select(pod => $"{pod.Key}: {pod.Value}")));
            },
            stop).ConfigureAwait(false);

    /// <summary>How many pods there were at the last look.</summary>
    public int Count => _before?.Count ?? 0;

    private string? Change(IReadOnlyDictionary<string, SeenPod>? now) =>
        _before is null || now is null ? null : SeenPod.Change(_before, now);

    /// <summary>A look that fails says nothing about the pods: the round counts, and <see cref="Missing"/> tells.</summary>
    private async Task<IReadOnlyDictionary<string, SeenPod>?> LookAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(LongestLook);
        try
        {
            return SeenPod.Of(await list(patience.Token).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is HttpOperationException or HttpRequestException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Missing ??= $"Whether pods were restarted is not known of every round: {Words(failure)}";
            return null;
        }
    }

    private static string Words(Exception failure) => failure is HttpOperationException refused
        ? FormattableString.Invariant($"listing them was answered {(int)refused.Response.StatusCode}")
        : failure is OperationCanceledException
            ? FormattableString.Invariant($"listing them took more than {LongestLook.TotalSeconds:0} s")
            : $"listing them failed: {failure.GetBaseException().Message}";
}
