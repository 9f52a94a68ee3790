using System.Globalization;
using k8s.Models;

namespace Harness.Workloads.Agents;

/// <summary>What the agents' pods report while they start.</summary>
/// <param name="Count">How many agents there are to be.</param>
/// <param name="Asked">How a pod was asked for.</param>
/// <param name="Pods">The pods that there are, ended ones among them.</param>
/// <param name="Served">Ids of pods that were ready before: one of them that ended was lost, and is no trouble in starting.</param>
internal sealed record AgentStates(int Count, V1PodSpec Asked, IReadOnlyList<V1Pod> Pods, IReadOnlySet<string> Served)
{
    private static readonly TimeSpan Replacing = TimeSpan.FromSeconds(20);

    /// <summary>What was said when a pod was refused; null if none was.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether an autoscaler has promised a node.</summary>
    public bool AwaitsNode { get; init; }

    /// <summary>The pods of agents that serve, one of each at most.</summary>
    public IReadOnlyList<V1Pod> Ready => [.. Living.Where(IsReady).DistinctBy(AgentObjects.IndexOf)];

    /// <summary>Numbers of agents without a pod that lives.</summary>
    public IReadOnlyList<int> Absent => Without(Living);

    /// <summary>Numbers of agents that do not serve yet.</summary>
    public IReadOnlyList<int> Missing => Without(Ready);

    /// <summary>What keeps agents from starting, with their numbers; null if nothing does.</summary>
    public PodTrouble? Trouble
    {
        get
        {
            if (Refusal is { } refusal && Absent.Count > 0)
                return Of(PodTrouble.Refused(refusal), Numbers(Absent));
            foreach (var pod in AwaitsNode ? [] : Living)
            {
                if (PodTrouble.Of(pod, Asked) is { } trouble)
                    return Of(trouble, Name(pod));
            }

            return Pods.Where(pod => !Served.Contains(pod.Metadata.Uid)).Select(Early).FirstOrDefault(early => early is not null);
        }
    }

    /// <summary>Each agent that does not serve yet, for people.</summary>
    public string Description => string.Join("; ", Missing.Select(Describe));

    private IReadOnlyList<V1Pod> Living =>
        [.. Pods.Where(pod => AgentObjects.IndexOf(pod) is { } index && index < Count && LoadAgent.Ended(pod) is null)];

    private IReadOnlyList<int> Without(IReadOnlyList<V1Pod> pods) =>
        [.. Enumerable.Range(0, Count).Except(pods.Select(AgentObjects.IndexOf).OfType<int>())];

    private static bool IsReady(V1Pod pod) =>
        pod.Status.Phase == "Running" && pod.Status.Conditions?.Any(one => one is { Type: "Ready", Status: "True" }) == true;

    /// <summary>One that ended without ever having been ready.</summary>
    private static PodTrouble? Early(V1Pod pod) => pod.Metadata.DeletionTimestamp is null && LoadAgent.Ended(pod) is { } ended
        ? new PodTrouble($"{Name(pod)}: {ended}; agents run in the image built here, or a copy of it: is it one?", Replacing)
        : null;

    private static PodTrouble Of(PodTrouble trouble, string agents) => trouble with { Words = $"{agents}: {trouble.Words}" };

    private string Describe(int index)
    {
        if (Living.FirstOrDefault(one => AgentObjects.IndexOf(one) == index) is not { } pod)
            return string.Create(CultureInfo.InvariantCulture, $"agent {index} has no pod{(Refusal is null ? "" : $": {Refusal}")}");
        var waiting = pod.Status.ContainerStatuses?.Select(status => status.State.Waiting).FirstOrDefault(state => state is not null);
        var homeless = PodTrouble.Unscheduled(pod) is { } words ? $" (Unschedulable: {words})" : "";
        return $"{Name(pod)} {pod.Status.Phase}{(waiting is null ? "" : $" ({waiting.Reason}: {waiting.Message})")}{homeless}";
    }

    private static string Name(V1Pod pod) =>
        string.Create(CultureInfo.InvariantCulture, $"agent {AgentObjects.IndexOf(pod)} (pod {pod.Metadata.Name})");

    private static string Numbers(IReadOnlyList<int> agents) => agents is [var only]
        ? string.Create(CultureInfo.InvariantCulture, $"agent {only}")
        : $"agents {string.Join(", ", agents.Select(index => index.ToString(CultureInfo.InvariantCulture)))}";
}
