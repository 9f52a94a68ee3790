namespace Harness.Results;

/// <summary>One claim that scenarios prove or refute. A run records the claims as they read at its time.</summary>
/// <param name="Id">Its id, e.g. <c>C11</c>, by which scenarios name it.</param>
/// <param name="Text">The claim in one line.</param>
public sealed record Claim(string Id, string Text)
{
    /// <summary>Whether benchmarks measure it, so that no scenario needs to judge it.</summary>
    public bool IsMeasuredByBenchmarks { get; init; }
}
