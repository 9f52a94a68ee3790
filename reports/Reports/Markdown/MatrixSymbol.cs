using Harness.Proxying;

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
        var known = All.FirstOrDefault(symbol => Is(verdict, symbol.Verdict));
        return known.Sign ?? MarkdownText.Cell(verdict);
    }

    public static bool IsAllowed(string verdict) => Is(verdict, VerdictKind.Allowed);

    public static bool IsDenied(string verdict) => Is(verdict, VerdictKind.Forbidden) || Is(verdict, VerdictKind.Unauthenticated);

    public static bool Is(string verdict, VerdictKind kind) => string.Equals(verdict, kind.ToString(), StringComparison.OrdinalIgnoreCase);
}
