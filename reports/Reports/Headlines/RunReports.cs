using System.Runtime.CompilerServices;
using Harness.Reports.Measured;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Headlines;

/// <summary>Makes report.json's content from a run's results.</summary>
public static class RunReports
{
    // Results do not change, and several reports are made of the same ones.
    private static readonly ConditionalWeakTable<RunResults, RunReport> Made = [];

    /// <summary>The report of a run.</summary>
    /// <param name="results">Its results.</param>
    /// <param name="gate">What a gate said of it; null where none was asked.</param>
    public static RunReport Of(RunResults results, GateResult? gate = null) => Made.GetValue(results, Make) with { Gate = gate };

    private static RunReport Make(RunResults results)
    {
        var (manifest, summary) = (results.Manifest, RunSummary.Of(results));
        var cells = results.Scenarios.SelectMany(scenario => scenario.Cells).ToList();
        return new RunReport
        {
            Run = manifest.Id,
            State = manifest.State,
            StateReason = manifest.StateReason,
            Started = manifest.Started,
            Finished = manifest.Finished,
            Command = manifest.Command,
            GitCommit = manifest.GitCommit,
            HarnessVersion = manifest.HarnessVersion,
            Host = HostClass.Of(manifest.Host),
            Cluster = manifest.Cluster is { } cluster ? new ReportedCluster(cluster.Source, cluster.KubernetesVersion) : null,
            Verdict = summary.Verdict,
            Headline = summary.Headline,
            Scenarios = new ScenarioCounts(summary.Passed, summary.Failed, summary.Undecided, summary.Skipped),
            Claims = [.. summary.Claims.Select(one => new ReportedClaim(one.Claim.Id, one.Claim.Text, one.Standing, one.Remark))],
            AccessCells = new AccessCells(cells.Count, cells.Count(cell => cell.AsExpected)),
            Figures = HeadlineFigures.Of(results),
            Controls = Alarms(results),
        };
    }

    private static ControlAlarms Alarms(RunResults results)
    {
        var controls = results.Benchmarks
            .SelectMany(one => new[] { one.Ladder, one.Bodies, one.Alternatives, one.Agents?.Ways, one.Versions?.Rounds })
            .OfType<LadderResult>().SelectMany(ladder => ladder.Controls).ToList();
        return new ControlAlarms(controls.Count, controls.Count(one => one.Verdict is ChangeVerdict.Less or ChangeVerdict.More));
    }
}
