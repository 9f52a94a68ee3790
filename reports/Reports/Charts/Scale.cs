namespace Harness.Reports.Charts;

/// <summary>Where on an axis a value lies.</summary>
internal abstract record Scale(double Low, double High, double From, double To)
{
    /// <summary>The place of a value in the chart's units.</summary>
    public double Of(double value) => From + (Share(value) * (To - From));

    /// <summary>Values to write at the axis, round ones.</summary>
    public abstract IReadOnlyList<double> Ticks { get; }

    /// <summary>The value's share of the way from low to high.</summary>
    protected abstract double Share(double value);
}

/// <summary>An axis with equal steps.</summary>
internal sealed record LinearScale(double Low, double High, double From, double To) : Scale(Low, High, From, To)
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Ticks
    {
        get
        {
            var step = Step((High - Low) / 5);
            var first = Math.Ceiling(Low / step);
            return [.. Enumerable.Range(0, 12).Select(i => (first + i) * step).TakeWhile(tick => tick <= High * (1 + 1e-9))];
        }
    }

    /// <inheritdoc/>
    protected override double Share(double value) => High > Low ? (value - Low) / (High - Low) : 0;

    // 1, 2 or 5 times a power of ten.
    private static double Step(double rough)
    {
        if (!(rough > 0) || !double.IsFinite(rough))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}

/// <summary>An axis on which equal steps are equal factors; both ends are greater than 0.</summary>
internal sealed record LogScale(double Low, double High, double From, double To) : Scale(Low, High, From, To)
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> Ticks
    {
        get
        {
            var (first, last) = ((int)Math.Floor(Math.Log10(Low)), (int)Math.Ceiling(Math.Log10(High)));
            double[] within = last - first <= 2 ? [1, 2, 5] : [1];
            return [.. Enumerable.Range(first, Math.Max(1, last - first + 1))
                .SelectMany(power => within.Select(one => one * Math.Pow(10, power)))
                .Where(tick => tick >= Low * (1 - 1e-9) && tick <= High * (1 + 1e-9))];
        }
    }

    /// <inheritdoc/>
    protected override double Share(double value) => High > Low && value > 0 ? Math.Log(value / Low) / Math.Log(High / Low) : 0;
}
