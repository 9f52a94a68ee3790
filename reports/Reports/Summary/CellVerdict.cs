using Harness.Proxying;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>How a cell of an access matrix came out.</summary>
internal enum CellVerdict
{
    /// <summary>Let through that must not be.</summary>
    Open,

    /// <summary>Denied that must be let through.</summary>
    Closed,

    /// <summary>There was no verdict, where one was expected.</summary>
    Unknown,

    /// <summary>It differs in another way.</summary>
    Different,

    /// <summary>As expected.</summary>
    AsExpected,
}

/// <summary>Tells verdicts apart: a hole and a blocked call are different problems.</summary>
internal static class CellVerdicts
{
    public static CellVerdict Of(MatrixCell cell) => cell switch
    {
        { AsExpected: true } => CellVerdict.AsExpected,
        _ when IsAllowed(cell.Observed) && IsDenied(cell.Expected) => CellVerdict.Open,
        _ when IsDenied(cell.Observed) && IsAllowed(cell.Expected) => CellVerdict.Closed,
        _ when Is(cell.Observed, VerdictKind.Failed) => CellVerdict.Unknown,
        _ => CellVerdict.Different,
    };

    public static bool IsAllowed(string verdict) => Is(verdict, VerdictKind.Allowed);

    public static bool IsDenied(string verdict) => Is(verdict, VerdictKind.Forbidden) || Is(verdict, VerdictKind.Unauthenticated);

    public static bool Is(string verdict, VerdictKind kind) => string.Equals(verdict, kind.ToString(), StringComparison.OrdinalIgnoreCase);
}
