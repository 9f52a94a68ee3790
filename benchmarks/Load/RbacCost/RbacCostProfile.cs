namespace Harness.Load.RbacCost;

/// <summary>How far RBAC grows, and how long it is measured at each size.</summary>
/// <param name="Sizes">How many of what grows there are, rising from 1: the consumer's own grant alone.</param>
/// <param name="Blocks">Blocks at each size, each with every call once.</param>
/// <param name="During">Measured time of a round.</param>
/// <param name="Repetitions">How many grants and revocations are timed, at the smallest and at the largest size.</param>
public sealed record RbacCostProfile(IReadOnlyList<int> Sizes, int Blocks, TimeSpan During, int Repetitions)
{
    /// <summary>About two and a half minutes, with some 3,000 bindings and 1,000 roles.</summary>
    public static RbacCostProfile Standard { get; } = new([1, 10, 100, 1_000], 8, TimeSpan.FromSeconds(0.25), 50);

    /// <summary>About eight minutes, with some 20,000 bindings and 10,000 roles.</summary>
    public static RbacCostProfile Nightly { get; } = new([1, 10, 100, 1_000, 10_000], 12, TimeSpan.FromSeconds(0.4), 200);

    /// <summary>Time before each round is measured: the connection is made.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.05);

    /// <summary>Longest time that the last answer is awaited.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that a grant or a revocation is awaited.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);
}
