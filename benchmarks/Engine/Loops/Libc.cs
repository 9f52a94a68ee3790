using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Harness.Load.Engine;

/// <summary>The calls to Linux that .NET has no name for.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    public const int NotImplemented = 38;
    private const int InProgress = 115;
    private const int SetTimerSlack = 29;
    private const int RoundRobin = 2;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, ref int change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, ref int events, int most, int milliseconds);

    /// <summary>The same in nanoseconds; since Linux 5.11 and glibc 2.35.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static partial int EpollWait(int epoll, ref int events, int most, ref TimeSpec timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint first, nuint second, nuint third, nuint fourth);

    /// <summary>sched_param has one field, the priority.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, ref int priority);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, ref byte address, uint length);

    /// <summary>Lets this thread's timeouts end when they are due; usually they may be 50 µs late, to save power.</summary>
    public static void SharpenTimeouts() => _ = ProcessControl(SetTimerSlack, 1, 0, 0, 0);

    /// <summary>
    /// Lets this thread run before all that have no real-time priority, as far as the system allows it. Source:
    /// https://man7.org/linux/man-pages/man7/sched.7.html
    /// </summary>
    /// <returns>Whether it was allowed.</returns>
    public static bool RunFirst()
    {
        var lowest = 1;
        return SetScheduler(0, RoundRobin, ref lowest) == 0;
    }

    /// <summary>Starts a connection without the exception that <see cref="Socket.Connect(System.Net.EndPoint)"/> throws for each.</summary>
    /// <returns><see cref="SocketError.InProgress"/> when it goes on, <see cref="SocketError.Success"/> when it is made.</returns>
    public static SocketError StartConnect(Socket socket, ReadOnlySpan<byte> address)
    {
        var result = Connect((int)socket.SafeHandle.DangerousGetHandle(), ref MemoryMarshal.GetReference(address), (uint)address.Length);
        return result == 0 ? SocketError.Success : Marshal.GetLastPInvokeError() switch
        {
            InProgress => SocketError.InProgress,
            99 => SocketError.AddressNotAvailable,
            101 => SocketError.NetworkUnreachable,
            110 => SocketError.TimedOut,
            111 => SocketError.ConnectionRefused,
            113 => SocketError.HostUnreachable,
            _ => SocketError.SocketError,
        };
    }

    /// <summary>A length of time as Linux takes it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
