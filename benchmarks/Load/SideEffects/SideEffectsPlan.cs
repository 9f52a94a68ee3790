namespace Harness.Load.SideEffects;

/// <summary>A randomised complete block design: each block has every level once, in a random order of its own.</summary>
internal static class SideEffectsPlan
{
    /// <summary>The levels of each block, by index, in the order of measuring.</summary>
    /// <param name="levels">How many levels there are.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="seed">Seed of the order.</param>
    public static IEnumerable<IReadOnlyList<int>> Of(int levels, int blocks, int seed)
    {
        var random = new Random(seed);
        for (var block = 0; block < blocks; block++)
        {
            var order = Enumerable.Range(0, levels).ToArray();
            random.Shuffle(order);
            yield return order;
        }
    }
}
