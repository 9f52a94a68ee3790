using System.Globalization;

namespace Harness.Load.Soak;

/// <summary>TCP sockets of this host, other programs' among them.</summary>
/// <remarks>The column <c>st</c> of /proc/net/tcp. Source: https://docs.kernel.org/networking/proc_net_tcp.html</remarks>
/// <param name="Established">Connections.</param>
/// <param name="TimeWait">Sockets in TIME_WAIT.</param>
internal sealed record HostSockets(long Established, long TimeWait)
{
    private const int StateColumn = 3;
    private const int EstablishedState = 1;
    private const int TimeWaitState = 6;
    private static readonly string[] Files = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Counts them; null where the system does not tell.</summary>
    public static HostSockets? Read()
    {
        try
        {
            return Parse(Files.Where(File.Exists).SelectMany(File.ReadLines), any: File.Exists(Files[0]));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Counts what the files list; their first lines are headings.</summary>
    internal static HostSockets? Parse(IEnumerable<string> lines, bool any = true)
    {
        if (!any)
            return null;
        var states = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > StateColumn)
            .Select(words => words[StateColumn])
            .Select(word => int.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var state) ? state : 0)
            .CountBy(state => state).ToDictionary();
        return new HostSockets(states.GetValueOrDefault(EstablishedState), states.GetValueOrDefault(TimeWaitState));
    }
}
