using Harness.Reports.Text;

namespace Harness.Reports.Headlines;

/// <summary>The one figure of a run that stands for what the proxy costs.</summary>
internal static class HeadlineCost
{
    private static readonly string[] Patterns = ["ratio/direct-over-proxy/*", "*/direct-over-proxied/*", "*/proxy/*/requests-per-second"];

    /// <summary>The figure; of several numbers of connections the highest, as reports take it; null where none was measured.</summary>
    public static HeadlineFigure? Of(RunReport report) => Patterns
        .Select(pattern => report.Figures.LastOrDefault(figure => figure.Value is not null && FigureId.Matches(pattern, figure.Id)))
        .FirstOrDefault(figure => figure is not null);

    /// <summary>It in a few words, e.g. <c>direct over proxy, 32 connections: 27.3× [25.1, 29.4]</c>; empty where there is none.</summary>
    public static string Text(RunReport report) => Of(report) is not { } figure ? ""
        : $"{Subject(figure)}: {Figures.Number(figure.Value!.Value)}"
            + (figure.Unit == "×" ? "×" : $" {figure.Unit}")
            + (figure.Interval is { } interval ? $" [{Figures.Number(interval.Low)}, {Figures.Number(interval.High)}]" : "")
            + (figure.Doubt is null ? "" : ", doubtful");

    /// <summary>What a title says before its colon: the unit says the rest.</summary>
    private static string Subject(HeadlineFigure figure) => figure.Title.Split(": ")[0];
}
