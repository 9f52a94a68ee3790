namespace Harness.Load.Soak;

/// <summary>How long a soak takes, and how it is divided.</summary>
/// <param name="Duration">Time under load.</param>
public sealed record SoakProfile(TimeSpan Duration)
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestCapacity = TimeSpan.FromSeconds(15);

    /// <summary>Shortest duration: with less, there are too few windows to tell a trend from chance.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    /// <summary>Longest duration.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Two hours.</summary>
    public static SoakProfile Default { get; } = new(TimeSpan.FromHours(2));

    /// <summary>Length of a window.</summary>
    public TimeSpan Window => Clamp(Duration / 40, ShortestWindow, LongestWindow);

    /// <summary>Time under load at a window's begin, while connections are made.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest time that the last answers of a window are awaited.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Windows from one look at the direct way to the next.</summary>
    public int DirectEvery { get; init; } = 3;

    /// <summary>Time of a look at the direct way.</summary>
    public TimeSpan DirectDuring { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests kept in flight for the capacity.</summary>
    public int InFlight { get; init; } = 8;

    /// <summary>Time of the capacity's round.</summary>
    public TimeSpan CapacityDuring => Clamp(Duration / 20, ShortestWindow, LongestCapacity);

    /// <summary>Share of the capacity that is asked for: enough to wear, and far from where queues form.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Most connections: where answers are late, requests wait for one.</summary>
    public int MostInFlight { get; init; } = 128;

    /// <summary>Share of the time that no trend looks at: caches fill, and code is compiled.</summary>
    public double Settling { get; init; } = 0.1;

    /// <summary>Share of a figure's median by which it may change in an hour and still counts as steady.</summary>
    public double Margin { get; init; } = 0.05;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
