namespace Harness.Scenarios.Federation;

/// <summary>What the central Prometheus runs in, outside the cluster. Disposing of it ends it.</summary>
internal interface ICentralHost : IAsyncDisposable
{
    /// <summary>Why it does not run any more, in its own words; null while it runs.</summary>
    Task<string?> DeathAsync(CancellationToken cancellationToken);
}
