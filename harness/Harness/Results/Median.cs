namespace Harness.Results;

/// <summary>The middle of values: what rounds have in common, whatever a few of them met.</summary>
public static class Median
{
    /// <summary>The middle value; of an even number the mean of the two middle ones.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Count, nameof(values));
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The same; of nothing <see cref="double.NaN"/>, which reports show as a missing figure.</summary>
    public static double OrNone(IReadOnlyCollection<double> values) => values.Count == 0 ? double.NaN : Of(values);
}
