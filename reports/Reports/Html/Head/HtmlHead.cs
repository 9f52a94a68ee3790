using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Head;

/// <summary>The answers, on one screen: is access as intended, what is wrong, what does it cost, and on what.</summary>
internal static class HtmlHead
{
    private const int Shown = 3;

    /// <summary>The head of the page.</summary>
    public static SafeHtml Of(ReportInput input)
    {
        var (results, summary) = (input.Results, RunSummary.Of(input.Results));
        var worst = WorstThings.Of(results);
        return HtmlTemplates.Fill("Head.head", new HeadModel(
            summary.Headline,
            Style(summary.Verdict),
            summary.IsPartial ? PartialRun.Sentence(results.Manifest) : "",
            $"{Where(results.Manifest)}, {Figures.Moment(results.Manifest.Started)}",
            AccessCard.Of(results, summary),
            [.. worst.Take(Shown).Select(one => new WorstModel(Style(one.Concern), Word(one.Concern), one.What, one.Fix, one.Command))],
            worst.Count > Shown ? Figures.Count(worst.Count - Shown) : "",
            summary.Verdict == OverallVerdict.NothingJudged ? "Nothing was judged." : "Nothing: all that was judged is as expected.",
            CostCard.Of(results, summary),
            [.. GroundCard.Of(results.Manifest)]));
    }

    private static string Where(RunManifest manifest) => manifest.Cluster is { } facts
        ? $"Kubernetes {facts.KubernetesVersion} ({facts.Source} cluster)"
        : manifest.State == RunState.Complete ? "without a cluster" : "no cluster came up";

    private static string Style(OverallVerdict verdict) => verdict switch
    {
        OverallVerdict.AsExpected => "good",
        OverallVerdict.Failed => "bad",
        _ => "doubt",
    };

    private static string Style(Concern concern) => concern is Concern.Partial or Concern.Undecided ? "doubt" : "bad";

    private static string Word(Concern concern) => concern switch
    {
        Concern.Open => "open",
        Concern.Closed => "closed",
        Concern.Failed => "failed",
        Concern.Exceeded => "exceeded",
        Concern.Partial => "partial",
        _ => "undecided",
    };

    private sealed record HeadModel(
        string Headline, string Style, string Partial, string Where, CardModel Access, IReadOnlyList<WorstModel> Worst, string More,
        string Nothing, CostModel Cost, IReadOnlyList<FactModel> Ground);

    private sealed record WorstModel(string Style, string Word, string What, string Fix, string Command);
}
