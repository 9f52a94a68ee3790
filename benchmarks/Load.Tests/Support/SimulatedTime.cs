using Harness.Load.Engine;

namespace Harness.Load.Tests.Support;

/// <summary>
/// A clock that stands until it is started. Then it goes on by so little with each reading, and by as much as a step says that it
/// takes: rounds of seconds pass in a moment and are the same each time.
/// </summary>
internal sealed class SimulatedTime(long nanosecondsPerReading = 4_000) : TimeProvider
{
    private long _now;
    private volatile bool _isRunning;

    public override long TimestampFrequency => 1_000_000_000;

    public TimeSpan Elapsed => TimeSpan.FromTicks(_now / TimeSpan.NanosecondsPerTick);

    public override long GetTimestamp() => Interlocked.Add(ref _now, _isRunning ? nanosecondsPerReading : 0);

    public void Start() => _isRunning = true;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>A runner that looks at this clock instead of waiting.</summary>
    public LoadRunner Runner() => new(this, () => new Sleepless());

    private sealed class Sleepless : Readiness
    {
        private readonly Readiness _system = Create();

        public override void Add(LoopSocket socket, System.Net.Sockets.Socket handle) => _system.Add(socket, handle);

        public override void Remove(LoopSocket socket, System.Net.Sockets.Socket handle) => _system.Remove(socket, handle);

        public override int Wait(long nanoseconds) => _system.Wait(0);

        public override void Dispatch(int index) => _system.Dispatch(index);

        public override void Dispose() => _system.Dispose();
    }
}
