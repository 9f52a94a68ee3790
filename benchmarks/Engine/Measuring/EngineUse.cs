using System.Globalization;

namespace Harness.Load.Engine;

/// <summary>What the engine itself took while it measured: from it, a round knows whether it measured the engine instead.</summary>
/// <param name="BusyShare">
/// Share of the time, from 0 to 1, in which a loop's thread did not wait for an answer or for the next request's moment: it worked, or
/// had no processor. The largest of the threads'.
/// </param>
/// <param name="ProcessorSeconds">Processor time of the loops' threads, looking for the next moment included; 0 where unknown.</param>
/// <param name="StarvedShare">
/// Share of the time in which a thread could have run, but others had the processor: the largest of the threads'; 0 where unknown.
/// </param>
public sealed record EngineUse(double BusyShare, double ProcessorSeconds, double StarvedShare)
{
    /// <summary>Several threads' as one.</summary>
    internal static EngineUse Together(IEnumerable<EngineUse> parts)
    {
        var all = parts.ToList();
        return new EngineUse(
            all.Max(part => part.BusyShare), all.Sum(part => part.ProcessorSeconds), all.Max(part => part.StarvedShare));
    }
}

/// <summary>This thread's processor time so far, and how long it could have run without getting a processor: Linux counts both.</summary>
internal readonly record struct ThreadTimes(double Ran, double Starved)
{
    private const string File = "/proc/thread-self/schedstat";

    public static ThreadTimes Now()
    {
        try
        {
            var fields = System.IO.File.ReadAllText(File).Split(' ');
            return new ThreadTimes(Seconds(fields[0]), Seconds(fields[1]));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private static double Seconds(string nanoseconds) => long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9;
}
