using Harness.Access;
using Harness.Load.Engine;

namespace Harness.Workloads.Agents;

/// <summary>Which agents there are to be.</summary>
/// <param name="Namespace">Where they run: the consumer's.</param>
/// <param name="Consumer">As whom they call.</param>
/// <param name="Count">How many.</param>
/// <param name="Targets">What they may load.</param>
public sealed record AgentFleet(string Namespace, Consumer Consumer, int Count, IReadOnlyList<AgentTarget> Targets)
{
    /// <summary>Since which Indexed Jobs are generally available (KEP-2214).</summary>
    private static readonly Version IndexedJobs = new(1, 24);

    /// <summary>The consumer's token in an agent's pod, which the kubelet renews.</summary>
    public const string TokenFile = $"{AgentObjects.Identity}/token";

    /// <summary>The cluster's authorities in an agent's pod.</summary>
    public const string CaFile = $"{AgentObjects.Identity}/ca.crt";

    /// <summary>What is sent with each request, in an agent's pod.</summary>
    public const string BodyFile = $"{AgentObjects.Configuration}/{AgentObjects.Body}";

    /// <summary>Longest body: it is in a Secret, which takes 1 MiB with all that is in it.</summary>
    public const int LongestBody = 768 << 10;

    /// <summary>What is sent with each request to a target that has a body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether they are pods of an Indexed Job; plain pods otherwise.</summary>
    public required bool IsJob { get; init; }

    /// <summary>Seconds that a token is valid; 600 is the least that there is.</summary>
    public long TokenSeconds { get; init; } = 3600;

    /// <summary>Whether a version has Indexed Jobs that can be relied on.</summary>
    public static bool HasJobs(Version version) => version >= IndexedJobs;
}
