namespace Harness.Load.Ladder;

/// <summary>A round to be measured.</summary>
/// <param name="Block">Its block, from 1.</param>
/// <param name="Place">Its place in the block, from 1.</param>
/// <param name="Rung">Which rung, by index.</param>
/// <param name="Connections">Requests kept in flight.</param>
public sealed record PlannedLadderRound(int Block, int Place, int Rung, int Connections);

/// <summary>
/// A randomised complete block design: each block has every rung at every number of connections once, in a random order of its own.
/// Source: https://www.itl.nist.gov/div898/handbook/pri/section3/pri332.htm
/// </summary>
public static class LadderPlan
{
    /// <summary>The rounds of all blocks, in the order of measuring.</summary>
    /// <param name="rungs">How many rungs there are.</param>
    /// <param name="profile">Numbers of connections, and how many blocks.</param>
    /// <param name="seed">Seed of the order.</param>
    public static IEnumerable<PlannedLadderRound> Of(int rungs, LadderProfile profile, int seed)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var random = new Random(seed);
        var cells = (from rung in Enumerable.Range(0, rungs) from connections in profile.Connections select (rung, connections)).ToArray();
        for (var block = 1; block <= profile.Blocks(cells.Length); block++)
        {
            random.Shuffle(cells);
            for (var i = 0; i < cells.Length; i++)
                yield return new PlannedLadderRound(block, i + 1, cells[i].rung, cells[i].connections);
        }
    }
}
