namespace Harness.Cli;

/// <summary>A failure that nobody foresaw, told in one line; HARNESS_DEBUG=1 asks for the place as well.</summary>
internal static class Unexpected
{
    /// <summary>The failure as one that can be shown and recorded; one that was foreseen stays as it is.</summary>
    public static HarnessException Explain(Exception failure) => failure as HarnessException ?? HarnessException.Undecided(
        Environment.GetEnvironmentVariable("HARNESS_DEBUG") is null
            ? $"unexpected: {OneLine(failure.GetBaseException().Message)} ({failure.GetBaseException().GetType().Name}); HARNESS_DEBUG=1 shows where"
            : $"unexpected: {failure}",
        failure);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
