namespace Harness.Reports.Charts;

/// <summary>Where on an axis a value lies.</summary>
internal abstract record Scale(double Low, double High, double From, double To)
{
    // Ends that differ by less are one value that was rounded in two ways.
    private protected const double Closest = 1e-9;

    /// <summary>Values to write at the axis, round ones.</summary>
    public abstract IReadOnlyList<double> Ticks { get; }

    /// <summary>The place of a value in the chart's units; of one beyond the axis, the end of it.</summary>
    public double Of(double value) => From + (Math.Clamp(Share(value), 0, 1) * (To - From));

    /// <summary>Whether a value has a place on it.</summary>
    public abstract bool Holds(double value);

    /// <summary>The value's share of the way from low to high.</summary>
    protected abstract double Share(double value);

    /// <summary>1, 2 or 5 times a power of ten: the largest that is not above a value, or else the smallest that is not below.</summary>
    private protected static double Round(double value, bool up)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = [0.5, 1, 2, 5, 10];
        var times = value / power;
        return power * (up ? steps.First(step => step * (1 + Closest) >= times) : steps.Last(step => step <= times * (1 + Closest)));
    }
}
