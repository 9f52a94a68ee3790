using System.Globalization;

namespace Harness.Clusters.Engine;

/// <summary>
/// Which Linux capabilities this host can grant at all: some virtual machines and nested runners lack a few.
/// Source: capabilities(7); names in the order of their bits in include/uapi/linux/capability.h.
/// </summary>
internal static class HostCapabilities
{
    private static readonly string[] InBitOrder =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
        "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT",
        "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE",
        "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ",
    ];

    /// <summary>Whether every capability that an engine asks for is there; true where that cannot be determined.</summary>
    public static bool AreComplete() => Names().Count() == InBitOrder.Length;

    /// <summary>Those of <see cref="InBitOrder"/> that are in this host's bounding set.</summary>
    public static IEnumerable<string> Names() => NamesIn(BoundingSet());

    /// <summary>Names of the bits set in a mask.</summary>
    public static IEnumerable<string> NamesIn(ulong mask) => InBitOrder.Where((_, bit) => (mask >> bit & 1) == 1);

    private static ulong BoundingSet()
    {
        const string field = "CapBnd:";
        if (!File.Exists("/proc/self/status"))
            return ulong.MaxValue;
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null
            ? ulong.MaxValue
            : ulong.Parse(line[field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
