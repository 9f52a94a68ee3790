using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Headlines;

/// <summary>report.json: a run in figures, small enough to keep for every night. Its schema is run-report.schema.json.</summary>
public sealed record RunReport
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this file's format.</summary>
    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>The run's id, the name of its folder.</summary>
    public required string Run { get; init; }

    /// <summary>How far the run got.</summary>
    public required RunState State { get; init; }

    /// <summary>Why it did not run to its end; null where it did.</summary>
    public string? StateReason { get; init; }

    /// <summary>Start (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>End (UTC); null where it is not known.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The command line.</summary>
    public required string Command { get; init; }

    /// <summary>Git commit of the repository; null outside git.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Version of Harness.</summary>
    public required string HarnessVersion { get; init; }

    /// <summary>The machine.</summary>
    public required HostClass Host { get; init; }

    /// <summary>The cluster; null where there was none.</summary>
    public ReportedCluster? Cluster { get; init; }

    /// <summary>What the run says.</summary>
    public required OverallVerdict Verdict { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>Scenarios by outcome.</summary>
    public required ScenarioCounts Scenarios { get; init; }

    /// <summary>Every claim with its standing.</summary>
    public required IReadOnlyList<ReportedClaim> Claims { get; init; }

    /// <summary>Cells of the access matrices.</summary>
    public required AccessCells AccessCells { get; init; }

    /// <summary>The figures that are followed from run to run.</summary>
    public required IReadOnlyList<HeadlineFigure> Figures { get; init; }

    /// <summary>What the controls of this run say: a way against itself.</summary>
    public required ControlAlarms Controls { get; init; }

    /// <summary>What a gate said of the run; null where none was asked.</summary>
    public GateResult? Gate { get; init; }

    /// <summary>Whether it ran to its end.</summary>
    internal bool IsComplete => State == RunState.Complete;

    /// <summary>A figure by its id; null where the run has none.</summary>
    internal HeadlineFigure? Find(string id) => Figures.FirstOrDefault(figure => figure.Id == id);
}

/// <summary>The cluster of a run.</summary>
/// <param name="Source">Where it came from, e.g. <c>offline</c>.</param>
/// <param name="KubernetesVersion">Its version, e.g. <c>v1.36.3</c>.</param>
public sealed record ReportedCluster(string Source, string KubernetesVersion);

/// <summary>Scenarios by outcome.</summary>
/// <param name="Passed">As expected.</param>
/// <param name="Failed">Not as expected.</param>
/// <param name="Undecided">Nothing can be said.</param>
/// <param name="Skipped">Left out for a reason.</param>
public sealed record ScenarioCounts(int Passed, int Failed, int Undecided, int Skipped);

/// <summary>A claim.</summary>
/// <param name="Id">Its id, e.g. <c>C11</c>.</param>
/// <param name="Text">The claim in one line.</param>
/// <param name="Standing">What the run says of it.</param>
/// <param name="Remark">What qualifies that; null where nothing does.</param>
public sealed record ReportedClaim(string Id, string Text, ClaimStanding Standing, string? Remark);

/// <summary>Cells of the access matrices.</summary>
/// <param name="Total">All.</param>
/// <param name="AsExpected">Those in which the API server answered as expected.</param>
public sealed record AccessCells(int Total, int AsExpected);

/// <summary>
/// A way against itself, measured like two ways: whatever is found but "same" or "inconclusive" is a false alarm.
/// </summary>
/// <param name="Comparisons">How many were made.</param>
/// <param name="Alarms">In how many a difference was found.</param>
public sealed record ControlAlarms(int Comparisons, int Alarms);
