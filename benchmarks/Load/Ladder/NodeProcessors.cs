using System.Globalization;
using Harness.Clusters;

namespace Harness.Load.Ladder;

/// <summary>Processor time that the processes of the node used since they began, by the program's name, in seconds.</summary>
/// <remarks>Fields 14 and 15 of /proc/PID/stat. Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html</remarks>
internal static class NodeProcessors
{
    private const double TicksPerSecond = 100; // USER_HZ: the same on every Linux
    private const int UserTime = 11; // behind the name, which is field 2
    private const int SystemTime = 12;

    /// <summary>Reads them; null where the node cannot be reached.</summary>
    public static async Task<IReadOnlyDictionary<string, double>?> ReadAsync(ICluster cluster, CancellationToken cancellationToken) =>
        await cluster.RunOnNodeAsync(["sh", "-c", "cat /proc/[0-9]*/stat 2>/dev/null; true"], cancellationToken).ConfigureAwait(false)
            is { ExitCode: 0 } read
            ? Parse(read.Output)
            : null;

    /// <summary>Reads what the files say; lines of processes that ended meanwhile are passed over.</summary>
    internal static IReadOnlyDictionary<string, double> Parse(string stat)
    {
        var seconds = new Dictionary<string, double>();
        foreach (var line in stat.Split('\n'))
        {
            // The name stands in brackets, and may hold some itself.
            var (from, to) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(')'));
            if (from < 0 || to < from)
                continue;
            var fields = line[(to + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > SystemTime && long.TryParse(fields[UserTime], CultureInfo.InvariantCulture, out var user)
                && long.TryParse(fields[SystemTime], CultureInfo.InvariantCulture, out var system))
            {
                var name = line[(from + 1)..to];
                seconds[name] = seconds.GetValueOrDefault(name) + ((user + system) / TicksPerSecond);
            }
        }

        return seconds;
    }
}
