namespace Harness.Reports.Charts;

/// <summary>An axis on which equal steps are equal factors; both ends are greater than 0.</summary>
internal sealed record LogScale(double Low, double High, double From, double To) : Scale(Low, High, From, To)
{
    private const int MostTicks = 8;
    private const int MostPowersForHalves = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Ticks
    {
        get
        {
            var (first, last) = ((int)Math.Floor(Math.Log10(Low) + Closest), (int)Math.Ceiling(Math.Log10(High) - Closest));
            double[] within = last - first <= MostPowersForHalves ? [1, 2, 5] : [1];
            var apart = Math.Max(1, (last - first + MostTicks - 1) / MostTicks);
            return [.. Enumerable.Range(first, last - first + 1).Where(power => (power - first) % apart == 0)
                .SelectMany(power => within.Select(one => one * Math.Pow(10, power)))
                .Where(tick => tick >= Low * (1 - Closest) && tick <= High * (1 + Closest))];
        }
    }

    /// <summary>An axis for values, from one round value to another.</summary>
    /// <param name="values">Those that cannot be drawn, such as zero, are left out; there may be none.</param>
    /// <param name="from">Where its low end lies.</param>
    /// <param name="to">Where its high end lies.</param>
    public static LogScale Over(IEnumerable<double> values, double from, double to)
    {
        var all = values.Where(Drawable.IsPositive).DefaultIfEmpty(1).ToList();
        var (low, high) = (Round(all.Min(), up: false), Round(all.Max(), up: true));
        return high > low * (1 + Closest) ? new LogScale(low, high, from, to) : new LogScale(low / 2, high * 2, from, to);
    }

    /// <inheritdoc/>
    public override bool Holds(double value) => Drawable.IsPositive(value);

    /// <inheritdoc/>
    protected override double Share(double value) => value > 0 ? Math.Log(value / Low) / Math.Log(High / Low) : 0;
}
