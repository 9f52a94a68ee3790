namespace Harness.Reports.Charts;

/// <summary>An axis with equal steps.</summary>
internal sealed record LinearScale(double Low, double High, double From, double To) : Scale(Low, High, From, To)
{
    private const int Steps = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Ticks
    {
        get
        {
            var step = Round((High - Low) / Steps, up: true);
            var first = Math.Ceiling((Low / step) - Closest);
            // Plus zero, since -0 is written with its sign.
            return
            [
                .. Enumerable.Range(0, (2 * Steps) + 1).Select(i => ((first + i) * step) + 0.0)
                    .TakeWhile(tick => tick <= High + (step * Closest)),
            ];
        }
    }

    /// <summary>An axis for values, from one round value to another.</summary>
    /// <param name="values">Those that cannot be drawn are left out; there may be none.</param>
    /// <param name="from">Where its low end lies.</param>
    /// <param name="to">Where its high end lies.</param>
    /// <param name="withZero">Whether zero is on it, whatever the values are.</param>
    public static LinearScale Over(IEnumerable<double> values, double from, double to, bool withZero)
    {
        var all = values.Where(Drawable.Is).Select(Drawable.OrZero).Concat(withZero ? [0] : Array.Empty<double>())
            .DefaultIfEmpty(0).ToList();
        var (low, high) = (all.Min(), all.Max());
        if (high - low <= Math.Max(Math.Abs(low), Math.Abs(high)) * Closest)
            (low, high) = low > 0 ? (low / 2, low * 1.5) : low < 0 ? (low * 1.5, low / 2) : (0, 1);
        var step = Round((high - low) / Steps, up: true);
        return new LinearScale(Math.Floor((low / step) + Closest) * step, Math.Ceiling((high / step) - Closest) * step, from, to);
    }

    /// <inheritdoc/>
    public override bool Holds(double value) => Drawable.Is(value);

    /// <inheritdoc/>
    protected override double Share(double value) => (value - Low) / (High - Low);
}
