using Harness.Proxying;
using Harness.Reports.Summary;

namespace Harness.Reports.Markdown;

/// <summary>A verdict as one sign, so that a matrix is read at a glance.</summary>
internal static class MatrixSymbol
{
    /// <summary>The signs of verdicts with what they mean, in the order of the legend.</summary>
    public static IReadOnlyList<(VerdictKind Verdict, string Sign, string Meaning)> All { get; } =
    [
        (VerdictKind.Allowed, "✓", "allowed"),
        (VerdictKind.Forbidden, "✗", "forbidden (403)"),
        (VerdictKind.Unauthenticated, "401", "not authenticated"),
        (VerdictKind.Failed, "failed", "no verdict"),
    ];

    /// <summary>The verdict's sign; any other text, e.g. <c>works</c>, as it is.</summary>
    public static string Of(string verdict)
    {
        var known = All.FirstOrDefault(symbol => CellVerdicts.Is(verdict, symbol.Verdict));
        return known.Sign ?? MarkdownText.Cell(verdict);
    }
}
