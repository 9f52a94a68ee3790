namespace Harness.Results;

/// <summary>An estimate with the bounds between which the true value lies with 95 % confidence.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public sealed record Interval(double Estimate, double Low, double High)
{
    /// <summary>Whether two intervals have values in common.</summary>
    public bool Overlaps(Interval other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Low <= other.High && other.Low <= High;
    }
}

/// <summary>What all rounds together say of a ratio, held against a margin within which differences do not matter.</summary>
public enum ChangeVerdict
{
    /// <summary>Too little was measured, or it scatters too much, to say any of the others.</summary>
    Inconclusive,

    /// <summary>It lies within the margin.</summary>
    Same,

    /// <summary>Less than 1, and by more than the margin.</summary>
    Less,

    /// <summary>More than 1, and by more than the margin.</summary>
    More,
}
