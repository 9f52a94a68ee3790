using Harness.Load.Statistics;

namespace Harness.Load.Ladder;

/// <summary>How long a ladder is measured, and at how many connections.</summary>
/// <param name="Name">Its name, as <c>--profile</c> has it.</param>
/// <param name="Budget">Time for all rounds.</param>
/// <param name="Connections">Numbers of connections.</param>
public sealed record LadderProfile(string Name, TimeSpan Budget, IReadOnlyList<int> Connections)
{
    /// <summary>Five minutes: what a change of a cluster is tried with.</summary>
    public static LadderProfile Standard { get; } = new("standard", TimeSpan.FromMinutes(5), [1, 8, 32]);

    /// <summary>Three quarters of an hour, at more numbers of connections.</summary>
    public static LadderProfile Nightly { get; } = new("nightly", TimeSpan.FromMinutes(45), [1, 2, 3, 8, 32, 128]);

    /// <summary>Time under load before each round is measured: connections are made.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>Measured time of a round; short, so that many blocks fit.</summary>
    public TimeSpan During { get; init; } = TimeSpan.FromSeconds(0.9);

    /// <summary>Longest time that the requests in flight at a round's end are awaited.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Share by which throughput may differ and still counts as the same.</summary>
    public double Margin { get; init; } = 0.03;

    /// <summary>How many blocks of so many rounds fit into the budget; never fewer than an interval needs.</summary>
    public int Blocks(int rounds) => Math.Max(PairedBootstrap.FewestPairs, (int)(Budget / ((WarmUp + During) * rounds)));
}
