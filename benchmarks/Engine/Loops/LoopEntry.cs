using System.Runtime.CompilerServices;

namespace Harness.Load.Engine;

/// <summary>
/// Awaited, it goes on on the loop's thread: at once where that is the current one. A task would not do: completed before it is awaited,
/// it goes on wherever the caller is.
/// </summary>
/// <param name="loop">The loop.</param>
internal readonly struct LoopEntry(EventLoop loop) : ICriticalNotifyCompletion
{
    public bool IsCompleted => loop.IsCurrent;

    public LoopEntry GetAwaiter() => this;

    public void GetResult()
    {
        // There is nothing to give.
    }

    public void OnCompleted(Action continuation) => loop.Post(continuation);

    public void UnsafeOnCompleted(Action continuation) => loop.Post(continuation);
}
