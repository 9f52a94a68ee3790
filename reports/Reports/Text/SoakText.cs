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
            + (Failed(soak) is > 0 and var failed ? $"; {Figures.Count(failed)} failed" : "")
            + (Length(soak) < LongEnough && drifting.Count > 0
                ? " (in so short a time, warming up may pass for drift)" : "");
    }

    /// <summary>How much load, and for how long.</summary>
    public static string Load(SoakResult soak)
    {
        var length = Length(soak) is { } known ? Figures.Duration(known) : "an unknown time";
        return $"{Figures.Number(soak.Rate)} proxied requests/s of {Figures.Number(soak.Capacity)} for {length}";
    }

    /// <summary>How the rate comes from the capacity.</summary>
    public static string Rate(SoakResult soak) =>
        $"The rate is {Figures.Number(Math.Round(100 * soak.Rate / soak.Capacity))} % of the capacity, which is what the proxy answered "
        + $"before in a closed loop with {Figures.Counted(soak.InFlight, "request")} in flight";

    /// <summary>Requests that failed in all windows.</summary>
    public static long Failed(SoakResult soak) => soak.Windows.Sum(window => window.Errors.Values.Sum());

    /// <summary>A verdict on a trend.</summary>
    public static string Of(TrendVerdict verdict) => verdict switch
    {
        TrendVerdict.Steady => "steady",
        TrendVerdict.Rising => "rising",
        TrendVerdict.Falling => "falling",
        _ => "not decided",
    };

    /// <summary>From the first window's begin to the last one's end; null without windows, and where the results say nonsense.</summary>
    private static TimeSpan? Length(SoakResult soak)
    {
        var seconds = soak.Windows.Count == 0 ? double.NaN : Math.Round(soak.Windows[^1].At + (soak.Windows[^1].Seconds / 2));
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
