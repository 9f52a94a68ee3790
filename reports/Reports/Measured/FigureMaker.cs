using System.Globalization;
using Harness.Reports.Statistics;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Measured;

/// <summary>Makes figures of one benchmark.</summary>
/// <param name="benchmark">What was measured, and by which benchmark.</param>
internal sealed class FigureMaker(string benchmark)
{
    private const int Digits = 6;

    /// <summary>The same for a part of what was measured.</summary>
    public FigureMaker With(string part) => new($"{benchmark}, {part}");

    /// <summary>A figure with rounds.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="better">Which values are better.</param>
    /// <param name="rounds">The values of the rounds; those that are none are left out.</param>
    /// <param name="doubt">Why it does not count; null where it does.</param>
    public HeadlineFigure Of(
        string id, string title, string unit, FigureDirection better, IEnumerable<double> rounds, string? doubt)
    {
        double[] usable = [.. rounds.Where(LogSample.IsUsable).Select(Rounded)];
        var sample = new LogSample(usable);
        return new HeadlineFigure
        {
            Id = id,
            Title = title,
            Unit = unit,
            Better = better,
            Benchmark = benchmark,
            Value = usable.Length == 0 ? null : Rounded(Math.Exp(sample.Mean)),
            Interval = Rounded(sample.Interval()),
            Rounds = usable,
            Doubt = usable.Length == 0 ? doubt ?? "no round has a value" : doubt,
        };
    }

    /// <summary>A figure that was estimated from all rounds together.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="better">Which values are better.</param>
    /// <param name="value">The value; not finite where there is none.</param>
    /// <param name="interval">It with its bounds; null where there are none.</param>
    /// <param name="doubt">Why it does not count; null where it does.</param>
    public HeadlineFigure Of(
        string id, string title, string unit, FigureDirection better, double value, Interval? interval, string? doubt) => new()
        {
            Id = id,
            Title = title,
            Unit = unit,
            Better = better,
            Benchmark = benchmark,
            Value = LogSample.IsUsable(value) ? Rounded(value) : null,
            Interval = Rounded(interval),
            Doubt = LogSample.IsUsable(value) ? doubt : doubt ?? "too little was measured",
        };

    /// <summary>Why rounds do not count: most of them tell of the load generator or its machine.</summary>
    public static string? Invalid(int invalid, int all) => 2 * invalid <= all
        ? null
        : $"{Figures.Count(invalid)} of {Figures.Counted(all, "round")} measured the load generator or its machine";

    /// <summary>Why latencies do not count: those of the requests that failed are missing among them.</summary>
    public static string? Survivors(long failed, long answered) => failed * 100 <= failed + answered
        ? null
        : $"{Figures.Count(failed)} of {Figures.Counted(failed + answered, "request")} failed, and have no latency";

    private static Interval? Rounded(Interval? interval) =>
        interval is not null && new[] { interval.Estimate, interval.Low, interval.High }.All(LogSample.IsUsable)
            ? new Interval(Rounded(interval.Estimate), Rounded(interval.Low), Rounded(interval.High))
            : null;

    /// <summary>To six digits: the rest is noise, and there are a thousand runs of them.</summary>
    private static double Rounded(double value)
    {
        var places = Digits - 1 - (int)Math.Floor(Math.Log10(value));
        return places is < 0 or > 15 ? double.Parse(value.ToString("E5", Invariant), Invariant) : Math.Round(value, places);
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
