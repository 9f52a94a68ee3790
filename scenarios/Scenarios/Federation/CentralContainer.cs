using Harness.Clusters;

namespace Harness.Scenarios.Federation;

/// <summary>The central Prometheus as a container of this host's engine.</summary>
internal sealed class CentralContainer(HostContainer container) : ICentralHost
{
    public Task<string?> DeathAsync(CancellationToken cancellationToken) => container.DeathAsync(cancellationToken);

    public ValueTask DisposeAsync() => container.DisposeAsync();
}
