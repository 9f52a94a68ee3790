using Harness.Reports.History;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Trend;

/// <summary>The run beside another one, figure by figure.</summary>
internal sealed class ComparisonSection : IHtmlSection
{
    private static readonly FigureVerdict[] Order =
        [FigureVerdict.Worse, FigureVerdict.Better, FigureVerdict.Inconclusive, FigureVerdict.Same];

    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input) => Of(input.ComparedWith);

    /// <summary>The section about a comparison; null where there is none, or nothing in it.</summary>
    public static HtmlSection? Of(RunComparison? compared)
    {
        if (compared is not { Figures.Count: > 0 })
            return null;
        var rows = compared.Figures.OrderBy(one => Array.IndexOf(Order, one.Verdict)).Select(Row).ToList();
        var differing = compared.Count(FigureVerdict.Worse) + compared.Count(FigureVerdict.Better);
        var model = new ComparisonModel(
            compared.Before.Run, compared.After.Run, Figures.Moment(compared.Before.Started),
            string.Join(", ", Order.Select(verdict => $"{Figures.Count(compared.Count(verdict))} {EnumWord.Of(verdict)}")),
            $"{Figures.Number(RunComparison.Margin * 100)} %", compared.Notes, rows[..differing], rows[differing..]);
        return new HtmlSection("comparison", "Compared with an earlier run", HtmlTemplates.Fill("Trend.comparison", model));
    }

    private static RowModel Row(FigureComparison one)
    {
        var (word, style) = TrendText.Verdict(one.Verdict);
        return new RowModel(
            one.Figure.Title, TrendText.Value(one.Before?.Value, one.Figure.Unit), TrendText.Value(one.After?.Value, one.Figure.Unit),
            TrendText.Times(one.Change), word, style,
            one.Why ?? (one.HoldsScatterOfRuns || one.Change is null ? "" : "of these two runs alone"));
    }

    private sealed record ComparisonModel(
        string Before, string After, string When, string Counts, string Margin, IReadOnlyList<string> Notes,
        IReadOnlyList<RowModel> Differing, IReadOnlyList<RowModel> Others);

    private sealed record RowModel(string Title, string Before, string After, string Times, string Verdict, string Style, string Remark);
}
