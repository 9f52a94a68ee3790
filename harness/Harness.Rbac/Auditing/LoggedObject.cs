using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Auditing;

/// <summary>
/// Whether the object that an event names is that of the address which was asked. An API server takes the one from the other, so a line in
/// which they differ is not as it was written. Where the address leaves a name or a namespace open, the object that was sent may have it.
/// Source: LogRequestObject in https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/audit/
/// request.go
/// </summary>
internal static class LoggedObject
{
    /// <summary>Requests that send no object.</summary>
    private static readonly string[] Reads = ["get", "list", "watch"];

    /// <summary>What of the object is not as in the address: its resource, namespace or name; null where nothing is.</summary>
    /// <param name="target">The object.</param>
    /// <param name="requestUri">The address.</param>
    /// <param name="verb">What was done.</param>
    public static string? DiffersIn(AuditTarget target, string requestUri, string verb)
    {
        if (Asked(requestUri) is not { } asked)
            return null;
        if (!IsSame(asked.ApiGroup, target.ApiGroup))
            return "API group";
        if (!IsSame(asked.Resource, target.FullResource))
            return "resource";
        if ((asked.Namespace.Length > 0 || Reads.Contains(verb)) && !IsSame(asked.Namespace, target.Namespace))
            return "namespace";
        return asked.Name.Length > 0 && !IsSame(asked.Name, target.Name) ? "name" : null;
    }

    /// <summary>By the path alone: what a selector names is no part of it. Null where the path is not that of a resource.</summary>
    private static AccessQuestion? Asked(string requestUri)
    {
        try
        {
            var asked = RequestQuestion.Of("GET", requestUri.Split('?', 2)[0]);
            return asked.Path is null && asked.Resource.Length > 0 && asked.Resource[0] != '/' ? asked : null;
        }
        catch (HarnessException)
        {
            return null;
        }
    }

    /// <summary>What was no UTF-8 in the address is logged as a character of its own, and cannot be compared.</summary>
    private static bool IsSame(string asked, string logged) => asked == logged || logged.Contains('\uFFFD', StringComparison.Ordinal);
}
