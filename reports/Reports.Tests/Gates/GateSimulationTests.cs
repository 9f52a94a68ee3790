using System.Globalization;
using System.Text;

namespace Harness.Reports.Tests.Gates;

/// <summary>
/// How often the gate trips for nothing, and how soon it finds a change, with the noise of real runs. The table is the snapshot
/// gate-simulation.md; a change of the gate is judged by its diff.
/// </summary>
internal sealed class GateSimulationTests
{
    private const int Histories = 200;
    private static readonly double[] Changes = [1, 1.03, 1.05, 1.10];

    private static readonly (string What, SimulatedNights Nights)[] Rows =
    [
        ("nightly: 20 blocks, 6 numbers of connections together", new(20, 3, RealNoise.BetweenRuns)),
        ("the same, nights scatter by 1 % more", new(20, 3, 0.01)),
        ("the same, by 2 % more", new(20, 3, 0.02)),
        ("the same, by 3 % more", new(20, 3, 0.03)),
        ("20 blocks, one number of connections", new(20, 0, RealNoise.BetweenRuns)),
        ("standard: 7 blocks, one number of connections", new(7, 0, RealNoise.BetweenRuns)),
    ];

    private (int ByThird, int BySeventh)[][] _found = [];

    [OneTimeSetUp]
    public void Simulate() => _found = [.. Rows.Select(row => Changes.Select(change => row.Nights.Alarms(change, Histories)).ToArray())];

    [Test]
    public void The_noise_is_that_of_real_runs()
    {
        RealNoise.WithinRuns.ShouldBe(0.1478, 0.0001);
        RealNoise.BetweenRuns.ShouldBe(0, "the rounds explain all that the means of the four runs scatter");
    }

    [Test]
    public void It_trips_for_nothing_in_one_week_of_a_hundred_at_most([Values(0, 1, 4, 5)] int row) =>
        _found[row][0].BySeventh.ShouldBeLessThanOrEqualTo(Histories / 100);

    [Test]
    public void It_finds_ten_per_cent_within_three_nights([Values(0, 1, 2)] int row) =>
        _found[row][3].ByThird.ShouldBeGreaterThanOrEqualTo(Histories * 99 / 100);

    [Test]
    public void It_finds_five_per_cent_within_a_week([Values(0, 1)] int row) =>
        _found[row][2].BySeventh.ShouldBeGreaterThanOrEqualTo(Histories * 90 / 100);

    [Test]
    public void The_table_is_the_accepted_one()
    {
        var table = new StringBuilder("| noise | no change | 3 % | 5 % | 10 % |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var (row, found) in Rows.Zip(_found))
            table.Append(CultureInfo.InvariantCulture, $"| {row.What} | {string.Join(" | ", found.Select(Cell))} |\n");

        Snapshot.ShouldMatch(table.ToString(), "gate-simulation.md");
    }

    private static string Cell((int ByThird, int BySeventh) found) => $"{Share(found.ByThird)}, {Share(found.BySeventh)}";

    private static string Share(int found) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * found / Histories:0.0} %");
}
