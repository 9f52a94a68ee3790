using Harness.Clusters;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Runs with everything that a report must show.</summary>
internal static class SampleRun
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 23, 59, 59, TimeSpan.FromHours(2));

    /// <summary>Passed, failed, skipped and undecided scenarios, two matrices, two benchmarks, broken off by Ctrl-C.</summary>
    public static RunResults Rich { get; } = new(
        Manifest(RunState.Interrupted) with { StateReason = "Ctrl-C", ExitCode = 130 }, SampleScenarios.Rich, SampleBenchmarks.Rich);

    /// <summary>A run as it should be.</summary>
    public static RunResults Good { get; } = new(
        Manifest(RunState.Complete) with { ExitCode = 0 },
        [.. SampleScenarios.Rich.Where(scenario => scenario.Outcome == ScenarioOutcome.Passed)],
        [SampleBenchmarks.Quick]);

    /// <summary>A run whose cluster never came up.</summary>
    public static RunResults Aborted { get; } = new(
        Manifest(RunState.Aborted) with { StateReason = "no container engine answered", Cluster = null, GitCommit = null, ExitCode = 3 },
        [],
        []);

    public static RunManifest Manifest(RunState state) => new()
    {
        Id = "20260131T215959Z-3fa9c1",
        State = state,
        Started = Start,
        Finished = Start.AddSeconds(204.4),
        Command = "./run.sh --cluster offline",
        HarnessVersion = "0.1.0",
        GitCommit = "aa659c1-dirty",
        Claims = SampleClaims.All,
        Host = new HostFacts("Debian GNU/Linux 12", 2, 8_321_499_136, "10.0.0")
        {
            Processor = "AMD EPYC <b>7763</b>",
            Kernel = "6.1.0-18-amd64",
            Governor = "powersave",
        },
        HostUse = new HostUse(0.42, 3.81, 0.031),
        Cluster = new ClusterFacts
        {
            Source = "offline",
            KubernetesVersion = "v1.20.2",
            Engine = "Docker 20.10.24",
            NodeImage = "harness-node:1.20.2@sha256:0f3c1d",
            HelloImage = "harness-hello-app:1.0.0",
            DirectRoute = "node's bridge address",
            StartPhases = [new Measurement("node image from the cache", 1.204, "s"), new Measurement("API server ready", 14.83, "s")],
        },
    };
}
