using Harness.Load.Statistics;

namespace Harness.Load.Ladder;

/// <summary>How long a ladder is measured, and at how many connections.</summary>
/// <param name="Name">Its name, as <c>--profile</c> has it.</param>
/// <param name="Budget">Time for all of it: setting up, the rungs, the bodies, the alternatives and the processors.</param>
/// <param name="Connections">Numbers of connections.</param>
public sealed record LadderProfile(string Name, TimeSpan Budget, IReadOnlyList<int> Connections)
{
    private const int KiB = 1024;

    /// <summary>Five minutes, with the side effects: what a change of a cluster is tried with.</summary>
    public static LadderProfile Standard { get; } = new("standard", TimeSpan.FromSeconds(210), [1, 32])
    {
        WarmUp = TimeSpan.FromSeconds(0.15),
        During = TimeSpan.FromSeconds(0.4),
        ProcessorDuring = TimeSpan.FromSeconds(0.45),
        Bodies = [KiB, 100 * KiB, 10 * KiB * KiB],
    };

    /// <summary>Three quarters of an hour with the rest of the suite, at more numbers of connections.</summary>
    public static LadderProfile Nightly { get; } = new("nightly", TimeSpan.FromMinutes(24), [1, 2, 3, 8, 32, 128])
    {
        Bodies = [KiB / 10, KiB, 10 * KiB, 100 * KiB, 10 * KiB * KiB],
        AlternativeConnections = [1, 8, 32],
        ProcessorDuring = TimeSpan.FromSeconds(1.5),
    };

    /// <summary>Three minutes on two clusters.</summary>
    public static LadderProfile OfVersions { get; } = new("versions", TimeSpan.FromMinutes(3), [1, 8])
    {
        WarmUp = TimeSpan.FromSeconds(0.15),
        During = TimeSpan.FromSeconds(0.4),
    };

    /// <summary>Half a minute on a service of somebody's own: two ways and a control, at two numbers of connections.</summary>
    public static LadderProfile QuickOfService { get; } = new("quick", TimeSpan.FromSeconds(28), [1, 8])
    {
        WarmUp = TimeSpan.FromSeconds(0.15),
        During = TimeSpan.FromSeconds(0.6),
    };

    /// <summary>Time under load before each round is measured: connections are made.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>Measured time of a round; short, so that many blocks fit.</summary>
    public TimeSpan During { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>Longest time that the requests in flight at a round's end are awaited.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Share by which throughput may differ and still counts as the same.</summary>
    public double Margin { get; init; } = 0.03;

    /// <summary>Sizes of answers' bodies, in bytes, that the direct way and the proxy are compared at; empty for none.</summary>
    public IReadOnlyList<long> Bodies { get; init; } = [];

    /// <summary>Requests in flight where bodies differ.</summary>
    public int BodyConnections { get; init; } = 8;

    /// <summary>Measured time of a round where bodies differ: large ones take long.</summary>
    public TimeSpan BodyDuring { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>Numbers of connections at which the alternatives are measured.</summary>
    public IReadOnlyList<int> AlternativeConnections { get; init; } = [8];

    /// <summary>Time of each round in which processors are looked at.</summary>
    public TimeSpan ProcessorDuring { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>How many blocks of so many rounds fit into the budget; never fewer than an interval needs.</summary>
    public int Blocks(int rounds) => Math.Max(PairedBootstrap.FewestPairs, (int)(Budget / ((WarmUp + During) * rounds)));
}
