using Harness.Rbac.Objects;

namespace Harness.Clusters;

/// <summary>
/// The services whose proxied requests the API server of every node of ours logs. An audit policy knows names, but no beginnings of
/// them, and namespaces of scenarios have random ends: so a scenario about the audit log calls its services by these names.
/// </summary>
public static class AuditedServices
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } = ["audited-shop", "audited-stock", "audited-staff"];

    /// <summary>Their ports, which are part of the names that a request calls them by.</summary>
    public static IReadOnlyList<KnownPort> Ports { get; } = [new(8080, null), new(8443, null)];
}
