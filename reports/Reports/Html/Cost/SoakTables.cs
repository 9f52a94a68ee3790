using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>A soak as tables.</summary>
internal static class SoakTables
{
    private const int MostWindows = 300;

    /// <summary>A row for each figure.</summary>
    public static CostTable Trends(string name, SoakResult soak) => CostTable.Of(
        name, ["Figure", ">Windows", ">Median", ">Change in an hour", "That is"],
        soak.Trends.Select(trend => (IEnumerable<string>)
        [
            trend.Unit.Length == 0 ? trend.Figure : $"{trend.Figure}, {trend.Unit}", Figures.Count(trend.Windows),
            CostText.Number(trend.Median), CostText.Added(trend.PerHour), SoakText.Of(trend.Verdict),
        ]));

    /// <summary>A row for each window; of very many, each second, third and so on, and all that do not count.</summary>
    public static CostTable Windows(string name, SoakResult soak)
    {
        var figures = SoakFigure.All.Where(figure => soak.Windows.Any(window => figure.Of(window) is not null)).ToList();
        var every = (soak.Windows.Count + MostWindows - 1) / MostWindows;
        var shown = soak.Windows.Index().Where(one => one.Index % every == 0 || one.Item.Invalid is not null).Select(one => one.Item);
        return CostTable.WithDoubts(
            every == 1 ? name : $"{name} (one of {Figures.Count(every)}, and all that do not count)",
            [">At second", .. figures.Select(figure => $">{Title(soak, figure)}"), CostText.DoubtColumn],
            shown.Select(window => (IEnumerable<string>)
            [
                CostText.Number(Math.Round(window.At)), .. figures.Select(figure => CostText.Number(figure.Of(window))),
                CostText.Joined(window.Invalid is { } invalid ? $"{CostText.Doubt} {invalid}" : "", ErrorKinds.Of(window.Errors)),
            ]));
    }

    private static string Title(SoakResult soak, SoakFigure figure) =>
        soak.Trends.FirstOrDefault(trend => trend.Figure == figure.Name) is { Unit.Length: > 0 } trend
            ? $"{figure.Name}, {trend.Unit}" : figure.Name;
}
