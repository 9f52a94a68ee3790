namespace Harness.Load.Engine;

/// <summary>A token for each request of one copy, re-armed rather than made anew: one timer a copy, not one a request.</summary>
internal sealed class StepDeadline(TimeProvider time, CancellationToken interruption) : IDisposable
{
    private CancellationTokenSource? _source;
    private CancellationTokenRegistration _registration;

    /// <summary>Whether the last request's token was cancelled.</summary>
    public bool IsOver => _source is { IsCancellationRequested: true };

    /// <summary>The token of the next request.</summary>
    public CancellationToken After(TimeSpan allowed)
    {
        if (_source is null or { IsCancellationRequested: true })
            Renew();
        _source!.CancelAfter(allowed);
        return _source.Token;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source?.Dispose();
    }

    private void Renew()
    {
        Dispose();
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = interruption.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }
}
