using System.Globalization;
using System.Runtime.InteropServices;

namespace Harness.Load.SideEffects;

/// <summary>
/// Lets this process's threads run before all others while it lives, as far as the system allows it: .NET's own threads, which lease
/// renewals and the watch use, beside the engine's (<see cref="Engine.LoadScenario.RunsFirst"/>).
/// </summary>
/// <remarks>Source: https://man7.org/linux/man-pages/man7/sched.7.html</remarks>
internal sealed class ClientPriority : IDisposable
{
    private const int Usual = 0;
    private const int RoundRobin = 2;
    private const int LowestOfThese = 1;

    /// <summary>Raises it.</summary>
    public ClientPriority() => IsRaised = OperatingSystem.IsLinux() && Set(RoundRobin, LowestOfThese);

    /// <summary>Whether the system allowed it.</summary>
    public bool IsRaised { get; }

    /// <summary>As before.</summary>
    public void Dispose()
    {
        if (IsRaised)
            Set(Usual, 0);
    }

    /// <summary>All threads; one that ended meanwhile is passed over.</summary>
    private static bool Set(int policy, int priority)
    {
        var isSet = false;
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
            isSet |= SetScheduler(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), policy, in priority) == 0;
        return isSet;
    }

    /// <summary>sched_param has one field, the priority.</summary>
    [DllImport("libc", EntryPoint = "sched_setscheduler", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetScheduler(int thread, int policy, in int priority);
}
