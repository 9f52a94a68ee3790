using Harness.Reports.Measured;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>Figures of the cost as text.</summary>
internal static class CostText
{
    /// <summary>Marks what does not hold, beside its hollow bar or point.</summary>
    public const string Doubt = "△";

    /// <summary>Heading of a table's last column.</summary>
    public const string DoubtColumn = "Doubts";

    private const string Minus = "−";

    /// <summary>Estimate and interval: <c>0.52 [0.38, 0.73]</c>.</summary>
    public static string Of(Interval? interval) => interval is null
        ? Figures.None
        : $"{Number(interval.Estimate)} [{Number(interval.Low)}, {Number(interval.High)}]";

    /// <summary>A figure: <c>27.3 [25.1, 29.4]</c>.</summary>
    public static string Of(HeadlineFigure? figure) => figure?.Interval is { } interval ? Of(interval) : Number(figure?.Value);

    /// <summary>What is more or less than something else: <c>+0.52 [0.38, 0.73]</c>.</summary>
    public static string Added(Interval? interval) => (interval is { Estimate: > 0 } ? "+" : "") + Of(interval);

    /// <summary>A number with a minus sign that is as wide as a plus.</summary>
    public static string Number(double value) => Figures.Number(value).Replace("-", Minus, StringComparison.Ordinal);

    /// <summary>The same, or a dash.</summary>
    public static string Number(double? value) => value is { } known ? Number(known) : Figures.None;

    /// <summary>What is to be said in one cell; what is empty is left out.</summary>
    public static string Joined(params IEnumerable<string> parts) => string.Join("; ", parts.Where(part => part.Length > 0));

    /// <summary>A sentence from parts, each with its full stop; what is empty is left out.</summary>
    public static string Sentences(params IEnumerable<string> parts) =>
        string.Join(" ", parts.Where(part => part.Length > 0).Select(Sentence));

    /// <summary>A sentence with its full stop.</summary>
    public static string Sentence(string part) => part.EndsWith('.') ? part : part + ".";

    /// <summary>With a capital letter at its begin.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
