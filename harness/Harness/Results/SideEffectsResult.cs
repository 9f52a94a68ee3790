namespace Harness.Results;

/// <summary>What proxied load does to the cluster that carries it: to ordinary calls of the API server first of all.</summary>
public sealed record SideEffectsResult
{
    /// <summary>Seed of the order of rounds and of the intervals: the same seed gives the same again.</summary>
    public required int Seed { get; init; }

    /// <summary>How many times its idle latency an ordinary call may take, e.g. 1.5.</summary>
    public required double Limit { get; init; }

    /// <summary>What the proxy manages at most.</summary>
    public required ProxyCapacity Capacity { get; init; }

    /// <summary>The ordinary calls.</summary>
    public required IReadOnlyList<OrdinaryCallFacts> Calls { get; init; }

    /// <summary>What was measured at each level of load, the idle one first.</summary>
    public required IReadOnlyList<SideEffectLevel> Levels { get; init; }

    /// <summary>The rate up to which all ordinary calls stay within the limit.</summary>
    public required SafeRate SafeRate { get; init; }

    /// <summary>
    /// The same by medians alone: up to there, calls are not slower as a rule. Medians scatter less, so that this is often known where the
    /// other is not. Null in results of older versions.
    /// </summary>
    public SafeRate? SafeRateOfMedians { get; init; }

    /// <summary>Whether the client ran before all other programs of its machine, so that they could not make it late.</summary>
    public bool ClientRanFirst { get; init; }

    /// <summary>Figures that could not be had, each with the reason.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Proxied requests per second in a closed loop, beside the same ordinary calls as later.</summary>
/// <param name="InFlight">Requests kept in flight.</param>
/// <param name="RequestsPerSecond">Median of the rounds.</param>
/// <param name="Rounds">Every round.</param>
public sealed record ProxyCapacity(int InFlight, double RequestsPerSecond, IReadOnlyList<RoundFigures> Rounds);

/// <summary>An ordinary call of the API server.</summary>
/// <param name="Call">Its name, e.g. <c>get of one object</c>.</param>
/// <param name="Does">What it does and what is timed, in a sentence.</param>
/// <param name="PerSecond">How often it is made, at every level alike.</param>
public sealed record OrdinaryCallFacts(string Call, string Does, double PerSecond);

/// <summary>How far a safe rate is known.</summary>
public enum SafeRateKind
{
    /// <summary>Too little was measured, or it scatters too much, for any of the others.</summary>
    Undecided,

    /// <summary>It is known, with an interval.</summary>
    Measured,

    /// <summary>The lowest level of load is beyond it already.</summary>
    Below,

    /// <summary>No level of load reached it.</summary>
    AtLeast,
}

/// <summary>Proxied requests per second up to which every ordinary call's p50 and p99 stay within the limit.</summary>
/// <param name="Kind">How far it is known.</param>
/// <param name="RequestsPerSecond">The rate, or the rate that it is below or at least; null where undecided.</param>
/// <param name="Low">Lower bound of the 95 % interval; null where it is not known.</param>
/// <param name="High">Upper bound; null where it is not known.</param>
public sealed record SafeRate(SafeRateKind Kind, double? RequestsPerSecond, double? Low, double? High)
{
    /// <summary>Which figure leaves the limit first, e.g. <c>p99 of lease renewal</c>; null where none does or nobody knows.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>Why it is undecided; null where it is decided.</summary>
    public string? Reason { get; init; }
}
