using System.Runtime.ExceptionServices;

namespace Harness.Load.Engine;

/// <summary>What ends a round before its time, on all its loops.</summary>
/// <param name="interruption">The caller's.</param>
internal sealed class RoundStop(CancellationToken interruption)
{
    private volatile string? _reason;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>The caller wants no more of it, or a step failed: what is in flight is ended, too.</summary>
    public bool IsInterrupted => interruption.IsCancellationRequested || _failure is not null;

    /// <summary>The threshold that was exceeded first; null for none.</summary>
    public string? Reason => _reason;

    /// <summary>No further request begins.</summary>
    public void Because(string reason) => _reason ??= reason;

    /// <summary>A step threw what it should not have.</summary>
    public void Fail(Exception failure) => _failure ??= ExceptionDispatchInfo.Capture(failure);

    /// <summary>Throws what ended the round, unless it was its time or a threshold.</summary>
    public void ThrowIfInterrupted()
    {
        _failure?.Throw();
        interruption.ThrowIfCancellationRequested();
    }
}
