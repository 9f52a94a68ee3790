namespace Harness.Load.Headless;

/// <summary>How many calls a headless service gets, and how its pods change meanwhile.</summary>
/// <param name="Requests">Answers that the spread is judged by.</param>
/// <param name="LongestSpread">Longest time that they may take.</param>
public sealed record HeadlessProfile(long Requests, TimeSpan LongestSpread)
{
    /// <summary>About two minutes.</summary>
    public static HeadlessProfile Standard { get; } = new(20_000, TimeSpan.FromSeconds(60));

    /// <summary>About five minutes, with 100,000 requests.</summary>
    public static HeadlessProfile Nightly { get; } = new(100_000, TimeSpan.FromMinutes(5));

    /// <summary>Pods at the beginning.</summary>
    public int Pods { get; init; } = 3;

    /// <summary>Pods after each change of their number; then they are restarted.</summary>
    public IReadOnlyList<int> Scales { get; init; } = [6, 2];

    /// <summary>Share of the requests that also get a connection of their own each: they cost a multiple.</summary>
    public double ConnectionShare { get; init; } = 0.2;

    /// <summary>Requests in flight while the spread is measured.</summary>
    public int InFlight { get; init; } = 8;

    /// <summary>Length of a round.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Requests per second while pods change: moderate, so that what fails fails because of the change.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>Most requests in flight at that rate: enough for a stall of some seconds.</summary>
    public int MostInFlight { get; init; } = 512;

    /// <summary>Longest time that a change may take.</summary>
    public TimeSpan LongestChange { get; init; } = TimeSpan.FromSeconds(120);
}
