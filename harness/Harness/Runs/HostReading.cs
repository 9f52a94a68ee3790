using System.Globalization;
using System.Runtime.InteropServices;
using Harness.Results;

namespace Harness.Runs;

/// <summary>What this machine is, and how busy it has been since the reading: on Linux from /proc and /sys, elsewhere unknown.</summary>
internal sealed class HostReading
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    private readonly double? _loadAverage = LoadAverage();
    private readonly (double All, double Stolen)? _ticks = Ticks();

    /// <summary>This machine.</summary>
    public static HostFacts Facts() => new(
        RuntimeInformation.OSDescription,
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        Environment.Version.ToString())
    {
        Processor = Read("/proc/cpuinfo") is { } text ? Processor(text) : null,
        Kernel = Read("/proc/sys/kernel/osrelease")?.Trim(),
        Governor = Read(Governor)?.Trim(),
    };

    /// <summary>How busy it was from the reading until now.</summary>
    public HostUse Use() => new(_loadAverage, LoadAverage(), StolenShare(_ticks, Ticks()));

    /// <summary>The processor's model by /proc/cpuinfo; null where that does not tell it, as on most ARM machines.</summary>
    internal static string? Processor(string text) => text.Split('\n')
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault();

    /// <summary>All ticks of all processors, and those that the hypervisor gave to others, by the first line of /proc/stat.</summary>
    /// <remarks>
    /// Fields: user nice system idle iowait irq softirq steal guest guest_nice; guests' are in user and nice. Source: proc_stat(5).
    /// </remarks>
    internal static (double All, double Stolen)? Ticks(string text)
    {
        const int steal = 7;
        var fields = text.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is ["cpu", ..] && fields.Length > steal + 1
            ? (fields[1..(steal + 2)].Sum(Number), Number(fields[steal + 1]))
            : null;
    }

    /// <summary>Share of the time between two readings; null where one is not known, or no time went by.</summary>
    internal static double? StolenShare((double All, double Stolen)? from, (double All, double Stolen)? to) =>
        from is { } before && to is { } after && after.All > before.All
            ? Math.Clamp((after.Stolen - before.Stolen) / (after.All - before.All), 0, 1)
            : null;

    private static (double All, double Stolen)? Ticks() => Read("/proc/stat") is { } text ? Ticks(text) : null;

    private static double? LoadAverage() =>
        Read("/proc/loadavg")?.Split(' ')[0] is { } first && double.TryParse(first, CultureInfo.InvariantCulture, out var average)
            ? average
            : null;

    private static double Number(string field) => double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
