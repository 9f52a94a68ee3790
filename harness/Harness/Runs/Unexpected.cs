using Harness.Api;
using Harness.Clusters.Engine;

namespace Harness.Runs;

/// <summary>An unexpected failure, reported in one line; HARNESS_DEBUG=1 adds the place.</summary>
internal static class Unexpected
{
    /// <summary>The failure as one that can be shown and recorded; an expected one stays as it is.</summary>
    public static HarnessException Explain(Exception failure)
    {
        if (failure is HarnessException foreseen)
            return foreseen;
        if (Environment.GetEnvironmentVariable("HARNESS_DEBUG") is not null)
            return HarnessException.Undecided($"unexpected: {failure}", failure);
        var cause = failure.GetBaseException();
        // What the user stops does not get here: calls end like this at their own deadlines, too.
        if (failure is OperationCanceledException)
            return HarnessException.Undecided("a call was not answered in time; does the server still run, and is it overloaded?", failure);
        return ServerFailure.Explain(failure) ?? EngineFailure.Explain(failure)
            ?? HarnessException.Undecided(
                $"unexpected: {OneLine(cause.Message)} ({cause.GetType().Name}); HARNESS_DEBUG=1 shows where", failure);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
