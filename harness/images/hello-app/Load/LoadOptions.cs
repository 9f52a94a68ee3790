using System.Globalization;

namespace HelloApp.Load;

/// <summary>What to call, how hard and how long.</summary>
internal sealed record LoadOptions
{
    private const double LongestRun = 86_400;

    public required Uri Url { get; init; }

    public required int Connections { get; init; }

    public required TimeSpan Duration { get; init; }

    public TimeSpan Warmup { get; init; }

    public bool Insecure { get; init; }

    public Caller Caller { get; init; } = new();

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> args)
    {
        var given = new GivenOptions(args, ["--url", "--connections", "--seconds", "--warmup", .. Caller.Options], flag: "--insecure");
        return new LoadOptions
        {
            Url = given.Url(),
            Connections = (int)given.Number("--connections", 1, 10_000, NumberStyles.None),
            Duration = TimeSpan.FromSeconds(given.Number("--seconds", 0.001, LongestRun)),
            Warmup = TimeSpan.FromSeconds(given.Number("--warmup", 0, LongestRun, otherwise: "0")),
            Insecure = given.Text("--insecure") is not null,
            Caller = Caller.From(given),
        };
    }
}
