using Harness.Cli.Terminal;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Cli.Texts;

/// <summary>A run in a few lines, on standard output.</summary>
internal static class SummaryScreen
{
    /// <summary>Shows it.</summary>
    /// <param name="results">The run.</param>
    /// <param name="report">The report's path.</param>
    public static void Show(RunResults results, string report)
    {
        var summary = RunSummary.Of(results);
        Screen.Result("");
        Screen.Result(summary.Headline);
        if (results.Manifest.Cluster is { } cluster)
            Screen.Result($"  cluster     {cluster.Source}, Kubernetes {cluster.KubernetesVersion}");
        if (summary.Scenarios > 0)
        {
            Screen.Result($"  scenarios   {summary.Counts}");
            var proven = string.Join(' ', Proven(summary));
            var list = proven.Length > 0 ? $": {proven}" : "";
            Screen.Result($"  claims      {summary.ClaimsProven} of {summary.ClaimsTried} proven{list}");
        }

        foreach (var line in summary.BenchmarkLines)
            Screen.Result($"  cost        {line}");
        if (summary.IsPartial)
            Screen.Result($"  partial     {PartialRun.Sentence(results.Manifest).Split('\n')[0]}");
        Screen.Result($"  report      {Path.GetRelativePath(Directory.GetCurrentDirectory(), report)}");
    }

    private static IEnumerable<string> Proven(RunSummary summary) =>
        summary.Claims.Where(claim => claim.Standing == ClaimStanding.Proven).Select(claim => claim.Claim.Id);
}
