using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Trend;

/// <summary>The run beside another one, figure by figure.</summary>
internal sealed class ComparisonSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input) => Of(input.ComparedWith, "Compared with an earlier run");

    /// <summary>The section about a comparison; null where there is none, or nothing in it.</summary>
    public static HtmlSection? Of(RunComparison? compared, string title)
    {
        if (compared is not { Figures.Count: > 0 })
            return null;
        var model = new ComparisonModel(
            compared.Before.Run, compared.After.Run, Figures.Moment(compared.Before.Started), compared.Counts,
            $"{Figures.Number(RunComparison.Margin * 100)} %", $"{Figures.Number(RunComparison.Confidence * 100)} %", compared.Notes,
            [.. compared.Changed.Select(Row)], [.. compared.Others.Select(Row)]);
        return new HtmlSection("comparison", title, HtmlTemplates.Fill("Trend.comparison", model));
    }

    private static RowModel Row(FigureComparison one)
    {
        var (sign, style) = Sign(one.Verdict);
        return new RowModel(
            one.Figure.Title, TrendText.Value(one.Before?.Value, one.Figure.Unit), TrendText.Value(one.After?.Value, one.Figure.Unit),
            TrendText.Times(one.Change), $"{sign} {TrendText.Word(one.Verdict)}", style, TrendText.Remark(one));
    }

    /// <summary>A sign that needs no colour.</summary>
    private static (string Sign, string Style) Sign(FigureVerdict verdict) => verdict switch
    {
        FigureVerdict.Worse => ("▼", "bad"),
        FigureVerdict.Better => ("▲", "good"),
        FigureVerdict.Changed => ("≠", "doubt"),
        FigureVerdict.Same => ("=", "faint"),
        _ => ("?", "doubt"),
    };

    private sealed record ComparisonModel(
        string Before, string After, string When, string Counts, string Margin, string Confidence, IReadOnlyList<string> Notes,
        IReadOnlyList<RowModel> Differing, IReadOnlyList<RowModel> Others);

    private sealed record RowModel(string Title, string Before, string After, string Times, string Verdict, string Style, string Remark);
}
