namespace HelloApp.Calling;

/// <summary>What to call, as whom, and how patiently.</summary>
/// <param name="Url">What is called.</param>
/// <param name="Caller">As whom, trusting whom.</param>
/// <param name="Patience">How long to retry where nothing answers, or a gateway says that nothing does behind it.</param>
internal sealed record CallOptions(Uri Url, Caller Caller, TimeSpan Patience)
{
    private const double LongestPatience = 600;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static CallOptions Parse(ReadOnlySpan<string> args)
    {
        var given = new GivenOptions(args, ["--url", "--patience", .. Caller.Options]);
        return new CallOptions(
            given.Url(), Caller.From(given), TimeSpan.FromSeconds(given.Number("--patience", 0, LongestPatience, otherwise: "0")));
    }
}
