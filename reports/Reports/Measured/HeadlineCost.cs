using System.Globalization;
using Harness.Reports.Text;

namespace Harness.Reports.Measured;

/// <summary>The one figure that stands for what the proxy costs, and its words: the same in every report, list and trend.</summary>
internal static class HeadlineCost
{
    private const string Rates = "*/proxy/*/requests-per-second";

    /// <summary>The figure of a run; null where none was measured.</summary>
    public static HeadlineFigure? Of(IReadOnlyList<HeadlineFigure> figures) => DirectOverProxied(figures) is { Value: not null } ratio
        ? ratio
        : figures.LastOrDefault(figure => figure.Value is not null && FigureId.Matches(Rates, figure.Id));

    /// <summary>It in a few words, e.g. <c>direct is 27.3× as fast [25.1×, 29.4×], 32 connections</c>; empty where there is none.</summary>
    public static string Text(IReadOnlyList<HeadlineFigure> figures) => Of(figures) is not { } figure ? ""
        : (ConnectionsOf(figure) is { } connections
            ? $"{Times(figure)}, {Figures.Counted(connections, "connection")}"
            : Rate(figure)) + (figure.Doubt is null ? "" : ", doubtful");

    /// <summary>
    /// How many times as fast the direct way is, at the highest number of connections, since the claim is about heavy traffic, and to pick
    /// the largest ratio would be biased; its value is null where nothing was answered there.
    /// </summary>
    public static HeadlineFigure? DirectOverProxied(IEnumerable<HeadlineFigure> figures) =>
        figures.Where(figure => ConnectionsOf(figure) is not null).MaxBy(ConnectionsOf);

    /// <summary>The number of connections of such a figure; null for another one, and for that of all numbers together.</summary>
    public static int? ConnectionsOf(HeadlineFigure figure) => figure.Id.Split('/') switch
    {
        ["ratio" or "agents-ratio", "direct-over-proxy", var number, ..] => Number(number),
        [_, "direct-over-proxied", var number, ..] => Number(number),
        _ => null,
    };

    /// <summary>Such a figure as a sentence without its full stop, e.g. <c>direct is 27.3× as fast [25.1×, 29.4×]</c>.</summary>
    public static string Times(HeadlineFigure figure)
    {
        var (ratio, interval) = (figure.Value!.Value, figure.Interval);
        return ratio switch
        {
            >= 1.05 => $"direct is {Figures.Times(ratio)} as fast{Bounds(interval?.Low, interval?.High)}",
            <= 1 / 1.05 => $"proxied is {Figures.Times(1 / ratio)} as fast{Bounds(1 / interval?.High, 1 / interval?.Low)}",
            _ => $"direct and proxied are equally fast{Bounds(interval?.Low, interval?.High)}",
        };
    }

    private static string Bounds(double? low, double? high) =>
        low is null || high is null ? "" : $" [{Figures.Times(low)}, {Figures.Times(high)}]";

    /// <summary>What a title says before its colon: the unit says the rest.</summary>
    private static string Rate(HeadlineFigure figure) =>
        $"{figure.Title.Split(": ")[0]}: {Figures.Number(figure.Value!.Value)} {figure.Unit}"
        + (figure.Interval is { } interval ? $" [{Figures.Number(interval.Low)}, {Figures.Number(interval.High)}]" : "");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
