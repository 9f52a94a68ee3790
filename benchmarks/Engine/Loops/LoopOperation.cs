using System.Threading.Tasks.Sources;

namespace Harness.Load.Engine;

/// <summary>Something awaited on a loop's thread, over and over: its end continues the awaiting code at once, on that thread.</summary>
internal sealed class LoopOperation<T> : IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _core;

    /// <summary>Begun, and not yet ended.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Begins it anew, and gives what is awaited.</summary>
    public ValueTask<T> Begin()
    {
        _core.Reset();
        IsPending = true;
        return new ValueTask<T>(this, _core.Version);
    }

    /// <summary>Ends it well.</summary>
    public void Complete(T result)
    {
        IsPending = false;
        _core.SetResult(result);
    }

    /// <summary>Ends it with a failure.</summary>
    public void Fail(Exception failure)
    {
        IsPending = false;
        _core.SetException(failure);
    }

    T IValueTaskSource<T>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
}
