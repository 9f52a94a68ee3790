using System.Globalization;
using Harness.Clusters;
using Harness.Load.Ladder;
using Harness.Results;

namespace Harness.Load.SideEffects;

/// <summary>Counters of the cluster at one moment.</summary>
/// <param name="Programs">Seconds of processor time since each program's start; the client is one of them.</param>
/// <param name="ApiServerMemory">Resident memory in bytes; null where unknown.</param>
/// <param name="TimeWait">Sockets in TIME_WAIT; null where unknown.</param>
/// <param name="StorageReads">Reads that the API server made from storage since its start; null where unknown.</param>
internal sealed record NodeCounters(
    IReadOnlyDictionary<string, double> Programs, long? ApiServerMemory, long? TimeWait, double? StorageReads)
{
    private const string Cut = "---";
    private static readonly string[] Files = ["/proc/[0-9]*/stat", "/proc/[0-9]*/status", "/proc/net/sockstat"];
    private static readonly string[] ApiServers = ["kube-apiserver", "k3s-server", "k3s"];

    /// <summary>What the counters went on by since others were read.</summary>
    /// <param name="before">The others.</param>
    /// <param name="seconds">Time between the two.</param>
    /// <param name="requests">Proxied requests sent in it.</param>
    public NodeUse Since(NodeCounters before, double seconds, double requests) => new(
        seconds,
        requests,
        Programs.ToDictionary(one => one.Key, one => one.Value - before.Programs.GetValueOrDefault(one.Key)),
        ApiServerMemory,
        TimeWait,
        StorageReads - before.StorageReads);

    /// <summary>Reads them on the node; null where it cannot be reached.</summary>
    public static async Task<NodeCounters?> ReadAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        var command = string.Join($"; echo {Cut}; ", Files.Select(file => $"cat {file} 2>/dev/null")) + "; true";
        return await cluster.RunOnNodeAsync(["sh", "-c", command], cancellationToken).ConfigureAwait(false) is { ExitCode: 0 } read
            ? Parse(read.Output)
            : null;
    }

    /// <summary>Reads what the three files say.</summary>
    internal static NodeCounters? Parse(string output)
    {
        if (output.Split($"\n{Cut}\n") is not [var stat, var status, var sockets])
            return null;
        var programs = new Dictionary<string, double>(NodeProcessors.Parse(stat))
        {
            [ProcessorBenchmark.Client] = Environment.CpuUsage.TotalTime.TotalSeconds,
        };
        return new NodeCounters(programs, Memory(status), TimeWaiting(sockets), null);
    }

    /// <summary>VmRSS of the API server. Source: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html</summary>
    private static long? Memory(string status)
    {
        var kibibytes = new Dictionary<string, long>();
        var name = "";
        foreach (var field in status.Split('\n').Select(line => line.Split(':', 2)).Where(field => field.Length == 2))
        {
            if (field[0] == "Name")
                name = field[1].Trim();
            else if (field[0] == "VmRSS" && long.TryParse(field[1].Replace("kB", ""), CultureInfo.InvariantCulture, out var value))
                kibibytes[name] = Math.Max(kibibytes.GetValueOrDefault(name), value);
        }

        return ApiServers.Where(kibibytes.ContainsKey).Select(program => (long?)kibibytes[program] * 1024).FirstOrDefault();
    }

    /// <summary>The word behind <c>tw</c> of the line <c>TCP:</c>. Source: https://man7.org/linux/man-pages/man5/proc.5.html</summary>
    private static long? TimeWaiting(string sockets)
    {
        var words = sockets.Split('\n').FirstOrDefault(line => line.StartsWith("TCP:", StringComparison.Ordinal))?.Split(' ') ?? [];
        var at = Array.IndexOf(words, "tw");
        return at >= 0 && at + 1 < words.Length && long.TryParse(words[at + 1], CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
