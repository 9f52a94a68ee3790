using Harness.Rbac.Objects;

namespace Harness.Scenarios.Matrix;

/// <summary>
/// The outcome of a call that the authorizer lets through. Taken from the answers of Kubernetes 1.20.2 and from its source,
/// pkg/registry/core/service/storage/rest.go, ResourceLocation: a missing object is 404, a service without endpoints or ready
/// address 503; the scheme in the URL is what the API server speaks to the pod, which serves plain HTTP on the port.
/// </summary>
internal static class Destinations
{
    public static Expected Of(Cell cell, Version version) => cell.Target.Kind switch
    {
        Backend.MissingService => new Expected(Decision.Allowed, 404, "not found"),
        // An ExternalName service has no Endpoints object, and the proxy reads nothing else: its name is never resolved.
        Backend.ExternalName => new Expected(Decision.Allowed, 404, "not found"),
        Backend.NoEndpoints => new Expected(Decision.Allowed, 503, "no endpoints available for service"),
        _ when !IsPortFound(cell) => new Expected(Decision.Allowed, 503, "no endpoints available for service"),
        _ when cell.Spelling?.Scheme == "https" => TlsToPlainPort(cell, version),
        _ => new Expected(Decision.Allowed, cell.Method.Name == CallMethod.Upgrade ? 101 : 200),
    };

    /// <summary>
    /// An upgrade is dialled by other code than a plain call (k8s.io/apimachinery/pkg/util/proxy/upgradeaware.go, tryUpgrade): it fails
    /// with 500 on every version, and the WebSocket client drops the body. Observed on 1.20.2 and 1.36.2.
    /// </summary>
    private static Expected TlsToPlainPort(Cell cell, Version version) => cell.Method.Name == CallMethod.Upgrade
        ? new Expected(Decision.Allowed, 500)
        : new Expected(
            Decision.Allowed,
            KubernetesChanges.UnreachableIsUnavailable.HoldsOn(version) ? 503 : 500,
            "error trying to reach service");

    /// <summary>
    /// A number stands for the port of the Service, whatever its name. Otherwise the port's name must equal the one in the URL, or be
    /// empty if the URL has none: the service's name alone does not find a named port, even if it is the only one.
    /// </summary>
    private static bool IsPortFound(Cell cell) => cell.Spelling switch
    {
        null or { Port: "8080" } => true,
        { Port: null or "" } => cell.Target.Kind != Backend.Neighbour,
        _ => cell.Target.Kind == Backend.Neighbour,
    };
}
