using System.Globalization;
using k8s.Models;

namespace Harness.Load;

/// <summary>A pod at one look.</summary>
/// <param name="Uid">Its identity: a new pod may have an old one's name.</param>
/// <param name="Restarts">Restarts of all its containers.</param>
/// <param name="IsReady">Whether it is ready.</param>
/// <param name="IsEnding">Whether it is being removed.</param>
/// <param name="LastEnd">How a container ended last, e.g. <c>OOMKilled, exit code 137</c>; null where none has.</param>
internal sealed record SeenPod(string Uid, int Restarts, bool IsReady, bool IsEnding, string? LastEnd)
{
    /// <summary>Pods by name; those that have ended for good are left out.</summary>
    public static IReadOnlyDictionary<string, SeenPod> Of(IEnumerable<V1Pod> pods) => pods
        .Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed"))
        .ToDictionary(pod => pod.Metadata.Name, Of);

    /// <summary>The first thing that is not as it was; null for nothing. Pods that are new change nothing that was measured.</summary>
    public static string? Change(IReadOnlyDictionary<string, SeenPod> before, IReadOnlyDictionary<string, SeenPod> now) =>
        before.OrderBy(pod => pod.Key, StringComparer.Ordinal)
            .Select(pod => pod.Value.Change(pod.Key, now.GetValueOrDefault(pod.Key)))
            .FirstOrDefault(change => change is not null);

    /// <inheritdoc/>
    public override string ToString() => IsEnding ? "being removed" : IsReady ? "ready" : "not ready";

    private string? Change(string name, SeenPod? now) =>
        now is null || now.Uid != Uid || (now.IsEnding && !IsEnding) ? $"pod {name} was removed"
        : now.Restarts != Restarts ? $"pod {name} was restarted{(now.LastEnd is { } end ? $" ({end})" : "")}"
        : IsReady && !now.IsReady ? $"pod {name} became unready{(now.LastEnd is { } cause && cause != LastEnd ? $" ({cause})" : "")}"
        : null;

    private static SeenPod Of(V1Pod pod)
    {
        var containers = pod.Status?.ContainerStatuses ?? [];
        var ended = containers.Select(container => container.State?.Terminated ?? container.LastState?.Terminated)
            .OfType<V1ContainerStateTerminated>().MaxBy(end => end.FinishedAt);
        return new SeenPod(
            pod.Metadata.Uid,
            containers.Sum(container => container.RestartCount),
            pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true,
            pod.Metadata.DeletionTimestamp is not null,
            ended is null ? null : string.Create(CultureInfo.InvariantCulture, $"{ended.Reason}, exit code {ended.ExitCode}"));
    }
}
