using Harness.Reports.Text;

namespace Harness.Reports.Charts;

/// <summary>What is drawn along one side of a picture.</summary>
/// <param name="Title">What it is, with its unit.</param>
internal sealed record ChartAxis(string Title)
{
    /// <summary>Whether equal steps are equal factors.</summary>
    public bool IsLog { get; init; }

    /// <summary>Whether zero is on it, whatever the values are.</summary>
    public bool WithZero { get; init; }

    /// <summary>Values to write at it; round ones where there are none.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks { get; init; } = [];

    /// <summary>The axis for values.</summary>
    public Scale Over(IEnumerable<double> values, double from, double to)
    {
        var all = values.Concat(Ticks.Select(tick => tick.Value));
        return IsLog ? LogScale.Over(all, from, to) : LinearScale.Over(all, from, to, WithZero);
    }

    /// <summary>How much room a text takes along an axis at the left.</summary>
    public static double RoomBelow(string text) => 14;

    /// <summary>How much room a text takes along an axis at the bottom.</summary>
    public static double RoomBeside(string text) => ChartText.Width(text) + 8;

    /// <summary>What is written at it; what does not fit is left out.</summary>
    /// <param name="scale">The axis.</param>
    /// <param name="room">How much room a text takes.</param>
    public IEnumerable<(double Value, string Text)> TicksOn(Scale scale, Func<string, double> room)
    {
        var end = double.NegativeInfinity;
        var all = Ticks.Count > 0
            ? Ticks.Where(tick => scale.Holds(tick.Value))
            : scale.Ticks.Select(tick => (Value: tick, Text: TextOf(tick)));
        foreach (var tick in all)
        {
            var (place, half) = (Math.Abs(scale.Of(tick.Value) - scale.From), room(tick.Text) / 2);
            if (place - half < end)
                continue;
            end = place + half;
            yield return tick;
        }
    }

    // With a minus sign that is no hyphen.
    private static string TextOf(double value) => Figures.Number(value).Replace('-', '−');
}
