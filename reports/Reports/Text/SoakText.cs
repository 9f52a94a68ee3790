using Harness.Results;

namespace Harness.Reports.Text;

/// <summary>A soak in words.</summary>
internal static class SoakText
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(30);

    /// <summary>What is told first: what drifts, or that nothing does.</summary>
    public static string Line(SoakResult soak)
    {
        var drifting = soak.Trends.Where(trend => trend.Verdict is TrendVerdict.Rising or TrendVerdict.Falling)
            .Select(trend => $"{trend.Figure} {Of(trend.Verdict)}").ToList();
        var open = soak.Trends.Count(trend => trend.Verdict == TrendVerdict.Undecided);
        return $"{Load(soak)}: {(drifting.Count > 0 ? string.Join(", ", drifting) : "no drift found")}"
            + (open > 0 ? $"; {Figures.Count(open)} of {Figures.Counted(soak.Trends.Count, "figure")} not decided" : "")
            + (soak.Windows.Sum(window => window.Errors.Values.Sum()) is > 0 and var failed ? $"; {Figures.Count(failed)} failed" : "")
            + (TimeSpan.FromSeconds(soak.Windows.Count == 0 ? 0 : soak.Windows[^1].At) < LongEnough && drifting.Count > 0
                ? " (in so short a time, warming up may pass for drift)" : "");
    }

    /// <summary>How much load, and for how long.</summary>
    public static string Load(SoakResult soak)
    {
        var end = soak.Windows.Count == 0 ? 0 : soak.Windows[^1].At + (soak.Windows[^1].Seconds / 2);
        return $"{Figures.Number(soak.Rate)} proxied requests/s of {Figures.Number(soak.Capacity)} for "
            + Figures.Duration(TimeSpan.FromSeconds(Math.Round(end)));
    }

    /// <summary>A verdict on a trend.</summary>
    public static string Of(TrendVerdict verdict) => verdict switch
    {
        TrendVerdict.Steady => "steady",
        TrendVerdict.Rising => "rising",
        TrendVerdict.Falling => "falling",
        _ => "not decided",
    };
}
