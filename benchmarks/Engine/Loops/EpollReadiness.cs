using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Harness.Load.Engine;

/// <summary>
/// Linux's epoll, edge-triggered: each socket is registered once, for everything, so that a request costs no call but its own send and
/// receive, and its share of a wait.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class EpollReadiness : Readiness
{
    private const int CloseOnExec = 0x80000;
    private const int AddOperation = 1;
    private const int RemoveOperation = 2;
    private const int CanRead = 0x1;
    private const int CanWrite = 0x4;
    private const int Failed = 0x8;
    private const int HungUp = 0x10;
    private const int PeerHungUp = 0x2000;
    private const int OnEdges = unchecked((int)0x80000000);
    private const int MostAtOnce = 256;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Flags, then the descriptor, then its generation; a gap comes second, except on x86, where the kernel packs it.</summary>
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 3 : 4;

    private readonly int _epoll;
    private readonly int[] _events = new int[MostAtOnce * Stride];
    private readonly int[] _change = new int[Stride];
    private LoopSocket?[] _sockets = new LoopSocket?[64];
    private int[] _generations = new int[64];
    private bool _millisecondsOnly;

    public EpollReadiness()
    {
        _epoll = Libc.EpollCreate(CloseOnExec);
        if (_epoll < 0)
            throw new SocketException((int)SocketError.TooManyOpenSockets);
    }

    public override void Add(LoopSocket socket, Socket handle)
    {
        var descriptor = (int)handle.SafeHandle.DangerousGetHandle();
        if (descriptor >= _sockets.Length)
        {
            var length = Math.Max(descriptor + 1, _sockets.Length * 2);
            Array.Resize(ref _sockets, length);
            Array.Resize(ref _generations, length);
        }

        _sockets[descriptor] = socket;
        Control(AddOperation, descriptor, ++_generations[descriptor]);
    }

    public override void Remove(LoopSocket socket, Socket handle)
    {
        var descriptor = (int)handle.SafeHandle.DangerousGetHandle();
        if (_sockets[descriptor] != socket)
            return;
        _sockets[descriptor] = null;
        Control(RemoveOperation, descriptor, 0);
    }

    public override int Wait(long nanoseconds)
    {
        var found = _millisecondsOnly || nanoseconds == 0 ? WaitMilliseconds(nanoseconds) : WaitNanoseconds(nanoseconds);
        return Math.Max(0, found); // -1 is a signal that came in between
    }

    public override void Dispatch(int index)
    {
        var found = _events.AsSpan(index * Stride, Stride);
        var descriptor = found[Stride - 2];
        // A socket closed by an event of the same batch may have left its descriptor to a new one.
        if (_sockets[descriptor] is not { } socket || _generations[descriptor] != found[Stride - 1])
            return;
        var flags = found[0];
        socket.OnReady(
            readable: (flags & CanRead) != 0, writable: (flags & CanWrite) != 0, ended: (flags & (PeerHungUp | HungUp | Failed)) != 0);
    }

    public override void Dispose() => _ = Libc.Close(_epoll);

    private int WaitMilliseconds(long nanoseconds) =>
        Libc.EpollWait(_epoll, ref _events[0], MostAtOnce, (int)(nanoseconds / NanosecondsPerMillisecond));

    private int WaitNanoseconds(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerSecond);
        var timeout = new Libc.TimeSpec { Seconds = (nint)seconds, Nanoseconds = (nint)rest };
        try
        {
            var found = Libc.EpollWait(_epoll, ref _events[0], MostAtOnce, ref timeout, 0);
            if (found >= 0 || Marshal.GetLastPInvokeError() != Libc.NotImplemented)
                return found;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library: the wait is then in milliseconds, and the rest of it is spun.
        }

        _millisecondsOnly = true;
        return WaitMilliseconds(nanoseconds);
    }

    private void Control(int operation, int descriptor, int generation)
    {
        _change[0] = CanRead | CanWrite | PeerHungUp | OnEdges;
        _change[Stride - 2] = descriptor;
        _change[Stride - 1] = generation;
        if (Libc.EpollControl(_epoll, operation, descriptor, ref _change[0]) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"epoll refused operation {operation} on descriptor {descriptor}");
    }
}
