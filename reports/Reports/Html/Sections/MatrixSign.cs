using Harness.Proxying;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>A cell as colour and sign: neither is needed to understand the other.</summary>
/// <param name="Style">Its class.</param>
/// <param name="Sign">One character.</param>
/// <param name="Meaning">What both mean.</param>
internal sealed record MatrixSign(string Style, string Sign, string Meaning)
{
    private static readonly MatrixSign Allowed = new("allowed", "✓", "allowed, or works, as expected");
    private static readonly MatrixSign Denied = new("denied", "✗", "forbidden (403), or breaks, as expected");
    private static readonly MatrixSign Nobody = new("denied", "∅", "not authenticated (401), as expected");
    private static readonly MatrixSign Other = new("denied", "•", "something else, as expected");
    private static readonly MatrixSign Open = new("open", "!", "OPEN where it must be closed");
    private static readonly MatrixSign Closed = new("closed", "–", "CLOSED where it must be open");
    private static readonly MatrixSign Unknown = new("unknown", "?", "no verdict");
    private static readonly MatrixSign Different = new("different", "≠", "otherwise different from what is expected");

    /// <summary>All, in the order of the legend.</summary>
    public static IReadOnlyList<MatrixSign> All { get; } = [Open, Closed, Different, Unknown, Allowed, Denied, Nobody, Other];

    public static MatrixSign Of(MatrixCell cell) => CellVerdicts.Of(cell) switch
    {
        CellVerdict.Open => Open,
        CellVerdict.Closed => Closed,
        CellVerdict.Unknown => Unknown,
        CellVerdict.Different => Different,
        _ when CellVerdicts.IsAllowed(cell.Observed) || cell.Observed == "works" => Allowed,
        _ when CellVerdicts.Is(cell.Observed, VerdictKind.Unauthenticated) => Nobody,
        _ when CellVerdicts.IsDenied(cell.Observed) || cell.Observed == "breaks" => Denied,
        _ => Other,
    };

    /// <summary>A verdict in words.</summary>
    public static string Word(string verdict) =>
        CellVerdicts.IsAllowed(verdict) ? "allowed"
        : CellVerdicts.Is(verdict, VerdictKind.Forbidden) ? "forbidden (403)"
        : CellVerdicts.Is(verdict, VerdictKind.Unauthenticated) ? "not authenticated (401)"
        : CellVerdicts.Is(verdict, VerdictKind.Failed) ? "no verdict"
        : verdict;
}
