using System.Globalization;
using System.Text;
using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>A round as files that other tools read.</summary>
public static class RoundFiles
{
    private const double MicrosecondsPerMillisecond = 1000;
    private const int StepsPerHalf = 5;

    /// <summary>
    /// The latencies as HdrHistogram's percentile distribution (<c>.hgrm</c>), in milliseconds: its plotters, and wrk2's users, know it.
    /// </summary>
    public static string PercentileDistribution(RoundMeasurement round)
    {
        ArgumentNullException.ThrowIfNull(round);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        round.Latencies.OutputPercentileDistribution(text, StepsPerHalf, MicrosecondsPerMillisecond);
        return text.ToString();
    }

    /// <summary>
    /// The intervals as comma-separated values with a header: second, requests, failed requests, p50 and p99 in milliseconds, the last
    /// two empty where nothing was answered.
    /// </summary>
    public static string Intervals(RoundMeasurement round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var text = new StringBuilder("second,requests,failed,p50_ms,p99_ms\n");
        foreach (var interval in round.Intervals ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{interval.Second:0.###},{interval.Requests},{interval.FailedRequests},");
            text.Append(CultureInfo.InvariantCulture, $"{Latency(interval, 0.5)},{Latency(interval, 0.99)}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes both, <c>NAME.hgrm</c> and <c>NAME.intervals.csv</c>, over what was there before.</summary>
    /// <param name="folder">Made where it does not exist.</param>
    /// <param name="name">Without ending.</param>
    /// <param name="round">The round.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be written.</exception>
    public static void Write(string folder, string name, RoundMeasurement round)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.hgrm"), PercentileDistribution(round));
        File.WriteAllText(Path.Combine(folder, $"{name}.intervals.csv"), Intervals(round));
    }

    private static string Latency(RoundInterval interval, double quantile) =>
        interval.Requests == 0 ? "" : interval.Milliseconds(quantile).ToString("0.###", CultureInfo.InvariantCulture);
}
