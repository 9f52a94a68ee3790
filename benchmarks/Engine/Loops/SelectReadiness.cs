using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>What every other system has: select or poll, which look at all sockets on each wait. It allocates, too.</summary>
internal sealed class SelectReadiness : Readiness
{
    private readonly Dictionary<Socket, LoopSocket> _sockets = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private readonly List<Socket> _failed = [];
    private readonly List<(LoopSocket Socket, bool Readable)> _found = [];

    public override void Add(LoopSocket socket, Socket handle) => _sockets[handle] = socket;

    public override void Remove(LoopSocket socket, Socket handle) => _sockets.Remove(handle);

    public override int Wait(long nanoseconds)
    {
        // A socket that is known to be readable would end every wait at once, until somebody reads from it.
        Fill(_readable, static socket => !socket.IsReadable);
        Fill(_writable, static socket => socket.AwaitsWriting);
        Fill(_failed, static socket => socket.AwaitsWriting); // how a refused connection shows on Windows
        _found.Clear();
        // There is always one to select: the loop's own, by which other threads wake it.
        Socket.Select(_readable, _writable, _failed, TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick));
        _found.AddRange(_readable.Select(socket => (_sockets[socket], true)));
        _found.AddRange(_writable.Union(_failed).Select(socket => (_sockets[socket], false)));
        return _found.Count;
    }

    public override void Dispatch(int index)
    {
        var (socket, readable) = _found[index];
        socket.OnReady(readable, writable: !readable, ended: false);
    }

    public override void Dispose() => _sockets.Clear();

    private void Fill(List<Socket> list, Func<LoopSocket, bool> wanted)
    {
        list.Clear();
        list.AddRange(_sockets.Where(entry => wanted(entry.Value)).Select(entry => entry.Key));
    }
}
