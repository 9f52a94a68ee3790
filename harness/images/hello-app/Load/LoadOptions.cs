using System.Globalization;
using Harness.Load.Engine;
using HelloApp.Calling;

namespace HelloApp.Load;

/// <summary>What to call as whom, how hard and how long.</summary>
/// <param name="Url">What is called.</param>
/// <param name="Marker">Text that a correct answer holds; empty for any.</param>
/// <param name="Caller">As whom, trusting whom.</param>
/// <param name="Round">How hard and how long.</param>
internal sealed record LoadOptions(Uri Url, string Marker, Caller Caller, LoadRound Round)
{
    private const double LongestRun = 86_400;
    private const double MostPerSecond = 10_000_000;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> args)
    {
        var given = new GivenOptions(
            args, ["--url", "--marker", "--connections", "--seconds", "--rate", "--warmup", "--drain", .. Caller.Options]);
        var round = new LoadRound(
            (int)given.Number("--connections", 1, 10_000, NumberStyles.None),
            WarmUp: Seconds("--warmup", 0, otherwise: "0"),
            During: Seconds("--seconds", 0.001),
            Drain: Seconds("--drain", 0, otherwise: "10"))
        {
            Rate = given.Text("--rate") is null ? null : given.Number("--rate", 0.001, MostPerSecond),
        };
        return new LoadOptions(given.Url(), given.Text("--marker") ?? "", Caller.From(given), round);

        TimeSpan Seconds(string name, double least, string? otherwise = null) =>
            TimeSpan.FromSeconds(given.Number(name, least, LongestRun, otherwise: otherwise));
    }
}
