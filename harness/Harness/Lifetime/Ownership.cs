using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Lifetime;

/// <summary>
/// Says which process a container belongs to, to distinguish what a dead process left behind from what a living one uses.
/// No resource reaper is involved: its image may not be available, and a label needs none.
/// </summary>
public static class Ownership
{
    /// <summary>Label on every container that Harness starts; its value names the owner, or <see cref="Kept"/>.</summary>
    public const string Label = "harness.owner";

    /// <summary>Label that names the run.</summary>
    public const string RunLabel = "harness.run";

    /// <summary>Label on a kept cluster; its value is the folder that remembers it.</summary>
    public const string KeptLabel = "harness.kept";

    /// <summary>Value of <see cref="Label"/> on a cluster kept by <c>up</c>: it belongs to nobody's lifetime.</summary>
    public const string Kept = "kept";

    /// <summary>This process: machine, boot, process namespace, process id and its start time, which a reused id does not share.</summary>
    public static string Current { get; } = $"{Scope()}/{Environment.ProcessId}/{StartTime(Environment.ProcessId)}";

    /// <summary>
    /// Whether an owner is known to be gone. Another machine's or namespace's processes cannot be seen from here, so they count as alive.
    /// </summary>
    /// <param name="owner">What <see cref="Current"/> was in the process that owns something.</param>
    public static bool IsDead(string owner) => IsDead(owner, isOfThisMachine: true);

    /// <summary>The same for what may be another machine's.</summary>
    /// <param name="owner">What <see cref="Current"/> was in the process that owns something.</param>
    /// <param name="isOfThisMachine">
    /// False where other machines put theirs, too: a copy of this machine has its name and id, and differs by its boot alone.
    /// </param>
    internal static bool IsDead(string owner, bool isOfThisMachine)
    {
        var parts = owner.Split('/');
        if (parts.Length < 3 || string.Join('/', parts[..^2]) is not { } scope)
            return false;
        if (scope != Scope())
            return isOfThisMachine && SameMachineEarlierBoot(parts);
        return SeesOthers && int.TryParse(parts[^2], CultureInfo.InvariantCulture, out var id) && StartTime(id) != parts[^1];
    }

    /// <summary>Not where /proc hides other users' processes (hidepid, proc(5)): one that is not seen may live.</summary>
    private static bool SeesOthers => !OperatingSystem.IsLinux() || Directory.Exists("/proc/1");

    private static bool SameMachineEarlierBoot(string[] parts) => parts.Length == 5 && parts[0] == MachineId() && parts[1] != BootId();

    private static string Scope() => $"{MachineId()}/{BootId()}/{PidNamespace()}";

    /// <summary>
    /// Name and id: machines may share a name, and containers of one image an id. The id is confidential, machine-id(5) says, and so
    /// leaves the machine as a hash alone.
    /// </summary>
    private static string MachineId()
    {
        string[] files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
        var id = files.Where(File.Exists).Select(file => File.ReadAllText(file).Trim()).FirstOrDefault(id => id.Length > 0);
        return id is null ? Environment.MachineName : $"{Environment.MachineName}.{Hash(id)}";
    }

    private static string Hash(string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"harness {id}")))[..16];

    private static string BootId() =>
        File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "no-boot-id";

    private static string PidNamespace() =>
        Directory.Exists("/proc/self/ns") ? File.ResolveLinkTarget("/proc/self/ns/pid", false)?.Name ?? "no-ns" : "no-ns";

    /// <summary>
    /// The kernel's own count of clock ticks from boot to start (proc_pid_stat(5), field 22): <see cref="Process.StartTime"/> adds the
    /// time of boot, which each process computes for itself, a few milliseconds apart from the others.
    /// </summary>
    private static string StartTime(int processId)
    {
        try
        {
            var file = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat";
            if (File.Exists(file) && File.ReadAllText(file) is var stat)
                return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone)
            when (gone is ArgumentException or InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return "gone";
        }
    }
}
