using System.Net.Sockets;

namespace Harness.Load.Engine;

/// <summary>Says which of a loop's sockets can go on: all calls come from the loop's thread.</summary>
internal abstract class Readiness : IDisposable
{
    /// <summary>The system's best.</summary>
    public static Readiness Create() => OperatingSystem.IsLinux() ? new EpollReadiness() : new SelectReadiness();

    /// <summary>Watches a socket from now on.</summary>
    public abstract void Add(LoopSocket socket, Socket handle);

    /// <summary>No longer watches it; before it is closed.</summary>
    public abstract void Remove(LoopSocket socket, Socket handle);

    /// <summary>Waits until a socket can go on, at most so long; 0 only looks.</summary>
    /// <returns>How many can go on: each is to be <see cref="Dispatch"/>ed.</returns>
    public abstract int Wait(long nanoseconds);

    /// <summary>Tells one of those that the last wait found.</summary>
    /// <param name="index">From 0.</param>
    public abstract void Dispatch(int index);

    /// <inheritdoc/>
    public abstract void Dispose();
}
