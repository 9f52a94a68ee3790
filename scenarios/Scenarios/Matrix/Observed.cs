using Harness.Proxying;

namespace Harness.Scenarios.Matrix;

/// <summary>What a cell showed, and what it should show.</summary>
public sealed record Observed(Cell Cell, Expected Expected, Verdict Verdict)
{
    /// <summary>
    /// What was decided. The proxy's own 5xx answers a call that was let through if its message says so; HEAD has no message, so
    /// there the expected status is enough. Null if nothing can be said.
    /// </summary>
    public Decision? Decision => Verdict.Kind switch
    {
        VerdictKind.Allowed => Matrix.Decision.Allowed,
        VerdictKind.Forbidden => Matrix.Decision.Forbidden,
        VerdictKind.Unauthenticated => Matrix.Decision.Unauthenticated,
        _ when IsAnswered && Expected.Decision == Matrix.Decision.Allowed && IsExpectedAnswer => Matrix.Decision.Allowed,
        _ => null,
    };

    public bool IsAnswered => Verdict.Evidence.Status is not null;

    public bool AsExpected => Decision == Expected.Decision && IsExpectedAnswer;

    /// <summary>The decision; if it is right but the answer is not, with the status.</summary>
    public (string Expected, string Seen) Signs()
    {
        var seen = Decision?.ToString() ?? Verdict.Kind.ToString();
        return AsExpected || seen != Expected.Decision.ToString()
            ? (Expected.Decision.ToString(), seen)
            : ($"{Expected.Decision} ({Expected.Status})", $"{seen} ({Verdict.Evidence.Status})");
    }

    /// <summary>The answer in the terms of <see cref="Matrix.Expected"/>.</summary>
    public string Answer() => IsAnswered
        ? $"{Decision?.ToString() ?? Verdict.Kind.ToString()} with {Verdict.Evidence.Status}"
        : "no answer";

    private bool IsExpectedAnswer =>
        Verdict.Evidence.Status is { } status && status == Expected.Status
        && (Expected.Message is null || Cell.Method.Name == "HEAD"
            || Verdict.Evidence.Message?.Contains(Expected.Message, StringComparison.Ordinal) == true);
}
