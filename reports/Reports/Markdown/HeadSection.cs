using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The verdict and what it means, in a few lines.</summary>
internal static class HeadSection
{
    public static void Write(MarkdownPage page, RunResults results, RunSummary summary)
    {
        page.Heading(1, MarkdownText.Inline(summary.Headline));
        if (summary.IsPartial)
            page.Paragraph($"> ⚠ **Partial:** {Partial(results.Manifest)}. Here is what was written until then.");
        page.Paragraph(
            $"Who can call a service through the API server's proxy under RBAC, and what that costs: {Where(results)}.");
        page.List(Points(results, summary));
        if (summary.BenchmarkLines.Count > 0)
            page.Paragraph("How costs are measured, and what they do not show, is in `benchmarks/README.md` of Harness' repository.");
    }

    private static string Partial(RunManifest manifest) => MarkdownText.Inline(PartialRun.Sentence(manifest));

    private static string Where(RunResults results)
    {
        var manifest = results.Manifest;
        var cluster = VersionText.In(results) is { } versions
                ? $"Kubernetes {MarkdownText.Inline(VersionText.Of(versions))} (two clusters side by side)"
            : manifest.Cluster is { } facts
                ? $"Kubernetes {MarkdownText.Inline(facts.KubernetesVersion)} ({MarkdownText.Inline(facts.Source)} cluster)"
            : manifest.State == RunState.Complete ? "without a cluster" : "no cluster came up";
        return $"{cluster}, {Figures.Moment(manifest.Started)}";
    }

    private static IEnumerable<string> Points(RunResults results, RunSummary summary)
    {
        yield return $"**Scenarios:** {summary.Counts}{Pointer(summary)}";
        if (summary.ClaimsTried > 0)
            yield return $"**Claims:** {Claims(summary)}";
        if (MatrixCount.Of(results) is { Cells: > 0 } matrix)
            yield return $"**Access:** {Access(matrix)}";
        if (ConformanceSection.Count(results) is { } conformance)
            yield return $"**Conformance:** {conformance}";
        foreach (var line in summary.BenchmarkLines)
            yield return $"**Cost:** {MarkdownText.Inline(line)}";
    }

    private static string Pointer(RunSummary summary) =>
        summary.Failed > 0 ? " – see [What failed](#what-failed)"
        : summary.Undecided > 0 ? " – see [What could not be decided](#what-could-not-be-decided)"
        : "";

    private static string Claims(RunSummary summary)
    {
        string Ids(ClaimStanding standing, string word)
        {
            var ids = string.Join(", ", summary.Claims.Where(c => c.Standing == standing).Select(c => MarkdownText.Inline(c.Claim.Id)));
            return ids.Length == 0 ? "" : $"; {word}: {ids}";
        }

        return $"{Figures.Count(summary.ClaimsProven)} of {Figures.Count(summary.ClaimsTried)} tried are proven"
            + Ids(ClaimStanding.Refuted, "**refuted**") + Ids(ClaimStanding.Undecided, "undecided") + Ids(ClaimStanding.Skipped, "skipped");
    }

    private static string Access(MatrixCount matrix)
    {
        string Part(int count, string words) => count == 0 ? "" : $"; {Figures.Count(count)} {words}";

        return $"{Figures.Count(matrix.AsExpected)} of {Figures.Counted(matrix.Cells, "cell")} of the access matrix as expected"
            + Part(matrix.Open, "**open where it must be closed**")
            + Part(matrix.Closed, "closed where it must be open")
            + Part(matrix.Other, "otherwise different");
    }
}
