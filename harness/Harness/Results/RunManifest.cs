using System.Text.Json.Serialization;
using Harness.Clusters;

namespace Harness.Results;

/// <summary>How far a run got.</summary>
public enum RunState
{
    /// <summary>Still running, or ended abruptly: what is in the folder is partial.</summary>
    Running,

    /// <summary>Ran to its end.</summary>
    Complete,

    /// <summary>Ended by the user or the system; what is in the folder is partial.</summary>
    Interrupted,

    /// <summary>Ended by a failure outside the scenarios, e.g. the cluster died; what is in the folder is partial.</summary>
    Aborted,
}

/// <summary>run.json: what ran, when, where and with what.</summary>
public sealed record RunManifest
{
    /// <summary>Version of this file's format.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The run's folder name: UTC start and a short random id.</summary>
    public required string Id { get; init; }

    /// <summary>How far the run got.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it did not run to its end.</summary>
    public string? StateReason { get; init; }

    /// <summary>Start (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>End (UTC); null while running.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The command line, e.g. <c>./run.sh --cluster offline</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Its result, as the number of its <see cref="Outcome"/>, which is also the exit code; null while running.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Version of Harness.</summary>
    public required string HarnessVersion { get; init; }

    /// <summary>Git commit of the repository, with <c>-dirty</c> where the work tree differs; null outside git.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Where the repository is published, e.g. <c>https://github.com/OWNER/NAME</c>; null where it has no such address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RepositoryUrl { get; init; }

    /// <summary>The claims that its scenarios are about, as they read at the time of the run.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>
    /// The id of the only claim that was asked about; null for all. Its scenarios may be about others too, but not all of theirs ran.
    /// </summary>
    public string? AskedClaim { get; init; }

    /// <summary>The machine the run was made on.</summary>
    public required HostFacts Host { get; init; }

    /// <summary>How busy that machine was; null until the end, and in results of older versions.</summary>
    public HostUse? HostUse { get; init; }

    /// <summary>The cluster; null until there is one.</summary>
    public ClusterFacts? Cluster { get; init; }
}

/// <summary>The machine.</summary>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Cores">Processors available to this process.</param>
/// <param name="MemoryBytes">Memory available to this process, in bytes.</param>
/// <param name="DotNetVersion">.NET runtime version.</param>
public sealed record HostFacts(string OperatingSystem, int Cores, long MemoryBytes, string DotNetVersion)
{
    /// <summary>The processor's model, e.g. <c>AMD EPYC 7763 64-Core Processor</c>; null where unknown.</summary>
    public string? Processor { get; init; }

    /// <summary>The kernel's release, e.g. <c>6.1.0-18-amd64</c>; null where unknown.</summary>
    public string? Kernel { get; init; }

    /// <summary>What decides the processor's speed, e.g. <c>powersave</c>; null where unknown, as in most virtual machines.</summary>
    public string? Governor { get; init; }
}

/// <summary>How busy the machine was during a run; null where unknown.</summary>
/// <param name="LoadAverageAtStart">Programs that ran or waited for a processor, mean over the minute before the run.</param>
/// <param name="LoadAverageAtEnd">The same over its last minute, its own programs included.</param>
/// <param name="StolenShare">Share of the processors' time, from 0 to 1, that the hypervisor gave to others.</param>
public sealed record HostUse(double? LoadAverageAtStart, double? LoadAverageAtEnd, double? StolenShare);

/// <summary>Everything one run wrote: the whole input of every report.</summary>
/// <param name="Manifest">run.json.</param>
/// <param name="Scenarios">scenarios.json; empty when none ran.</param>
/// <param name="Benchmarks">benchmarks.json; empty when none ran.</param>
public sealed record RunResults(
    RunManifest Manifest, IReadOnlyList<ScenarioResult> Scenarios, IReadOnlyList<BenchmarkResult> Benchmarks);
