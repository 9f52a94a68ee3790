using Harness.Reports.Charts;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>How the pods of a headless service shared the calls.</summary>
internal static class SpreadPlot
{
    private const int MostBars = 24;
    private const double Unlikely = 0.001;

    /// <summary>The picture.</summary>
    public static BarChart Chart(HeadlessSpread spread, string id, string title) => new(
        id, title, Caption(spread), new ChartAxis("Answers") { WithZero = true },
        [.. spread.Pods.OrderByDescending(pod => pod.Value).ThenBy(pod => pod.Key, StringComparer.Ordinal).Take(MostBars).Select(pod =>
            new BarRow(pod.Key, Share(spread, pod.Value), $"{pod.Key}: {Share(spread, pod.Value)}")
            {
                Span = (0, pod.Value),
                IsDoubtful = spread.Doubt is not null,
            })])
    {
        Limits = spread.Pods.Count == 0 ? [] : [new ChartLimit((double)spread.Answers / spread.Pods.Count, "even")],
    };

    /// <summary>What is seen in it.</summary>
    public static string Caption(HeadlessSpread spread) => CostText.Sentences(
        Shared(spread),
        spread.Doubt is { } doubt ? $"Evenness is not judged (hollow): {doubt}" : Even(spread.Evenness),
        spread.Answers < spread.Wanted ? $"{Figures.Count(spread.Wanted)} answers were wanted, and their time was over before" : "",
        ErrorKinds.Of(spread.Errors) is { Length: > 0 } kinds ? $"Failed: {kinds}" : "",
        spread.Pods.Count > MostBars ? $"The {Figures.Count(MostBars)} pods with most answers are drawn; all are in the table" : "");

    /// <summary>The same figures.</summary>
    public static CostTable Table(string name, HeadlessSpread spread) => CostTable.Of(
        name, ["Pod", ">Answers", ">Share in %"],
        spread.Pods.OrderByDescending(pod => pod.Value).ThenBy(pod => pod.Key, StringComparer.Ordinal).Select(pod => (IEnumerable<string>)
            [pod.Key, Figures.Count(pod.Value), CostText.Number(100.0 * pod.Value / spread.Answers)]));

    private static string Share(HeadlessSpread spread, long answers) => spread.Answers == 0
        ? Figures.Count(answers)
        : $"{Figures.Count(answers)} ({Figures.Number(100.0 * answers / spread.Answers)} %)";

    private static string Shared(HeadlessSpread spread) => spread.Pods.Count == 0
        ? "No pod answered"
        : $"{Figures.Counted(spread.Pods.Count, "pod")} gave {Figures.Count(spread.Answers)} answers: from "
            + $"{Figures.Count(spread.Pods.Values.Min())} to {Figures.Count(spread.Pods.Values.Max())} each, and "
            + $"{Figures.Number(Math.Round((double)spread.Answers / spread.Pods.Count))} would be even";

    private static string Even(ChiSquareTest? test) => test switch
    {
        null => "Evenness cannot be judged",
        { P: < Unlikely } => $"An even choice scatters so much hardly ever (p {Figures.Number(test.P)}): it is not even",
        _ => $"An even choice scatters at least so much with a probability of {Figures.Number(test.P)}: nothing speaks against it",
    };
}
