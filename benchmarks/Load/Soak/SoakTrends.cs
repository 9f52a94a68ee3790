using Harness.Load.Statistics;
using Harness.Results;

namespace Harness.Load.Soak;

/// <summary>How each figure of a soak changes with time.</summary>
internal static class SoakTrends
{
    private const double SecondsPerHour = 3600;
    private const double MiB = 1024 * 1024;

    private static readonly (string Name, string Unit, Func<SoakWindow, double?> Of, bool IsOfLoad, bool IsOfProxy)[] Figures =
    [
        ("answered", "requests/s", window => window.RequestsPerSecond, true, true),
        (SoakTrend.Failed, "% of requests", FailedShare, true, true),
        ("p50", "ms", window => window.P50, true, true),
        ("p99", "ms", window => window.P99, true, true),
        ("direct p50 (control)", "ms", window => window.DirectP50, false, false),
        ("API server's memory", "MiB", window => window.Looks.ApiServerMemory / MiB, false, false),
        ("client's memory", "MiB", window => window.Looks.ClientMemory / MiB, false, false),
        ("client's heap", "MiB", window => window.Looks.ClientHeap / MiB, false, false),
        ("host: connections", "", window => window.Looks.Established, false, false),
        ("host: sockets in TIME_WAIT", "", window => window.Looks.TimeWait, false, false),
        ("node: sockets in TIME_WAIT", "", window => window.Looks.NodeTimeWait, false, false),
    ];

    /// <summary>Every figure that was measured.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="profile">Which of them settle, and how much is no change.</param>
    public static IReadOnlyList<SoakTrend> Of(IReadOnlyList<SoakWindow> windows, SoakProfile profile)
    {
        var settled = profile.Duration.TotalSeconds * profile.Settling;
        var undisturbed = windows.Where(window => !window.IsDisturbed && window.At >= settled).ToList();
        // Where the engine measured itself, latencies are its own; memory and sockets are what they are.
        var valid = undisturbed.Where(window => window.Invalid is null).ToList();
        return [.. from figure in Figures
                   let windowsOf = figure.IsOfLoad ? valid : undisturbed
                   let points = windowsOf.Select(window => (window.At, Value: figure.Of(window)))
                       .Where(one => one.Value is not null).ToList()
                   where points.Count > 0
                   let trend = Of(figure.Name, figure.Unit, [.. points.Select(one => (one.At, one.Value!.Value))], profile.Margin)
                   // Latencies of those that were answered say nothing of times in which nothing was.
                   select figure.IsOfProxy && points.Count < windowsOf.Count ? trend with { Verdict = TrendVerdict.Undecided } : trend];
    }

    private static double? FailedShare(SoakWindow window)
    {
        var failed = window.Errors.Values.Sum();
        return failed + window.Requests == 0 ? null : 100.0 * failed / (failed + window.Requests);
    }

    /// <summary>By how much it changes in an hour, held against the margin.</summary>
    internal static SoakTrend Of(string name, string unit, IReadOnlyList<(double At, double Value)> points, double margin)
    {
        var median = Median.Of(points.Select(point => point.Value));
        var perHour = points.Count < TheilSen.FewestPoints
            ? null
            : TheilSen.Slope([.. points.Select(point => point.At / SecondsPerHour)], [.. points.Select(point => point.Value)]);
        return new SoakTrend(name, unit, points.Count, median, perHour, Judge(perHour, Math.Abs(median) * margin));
    }

    private static TrendVerdict Judge(Interval? perHour, double most) => perHour switch
    {
        null => TrendVerdict.Undecided,
        { Low: > 0 } when perHour.Estimate > most => TrendVerdict.Rising,
        { High: < 0 } when perHour.Estimate < -most => TrendVerdict.Falling,
        _ when perHour.Low >= -most && perHour.High <= most => TrendVerdict.Steady,
        _ => TrendVerdict.Undecided,
    };
}
