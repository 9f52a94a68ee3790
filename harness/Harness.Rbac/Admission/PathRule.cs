#if HELLO_APP // compiled into the workload's image too, whose tests see both
namespace HelloApp.Admission;
#else
using Harness.Rbac.Questions;

namespace Harness.Rbac.Admission;
#endif

/// <summary>
/// Which paths of services one caller may call in one namespace, and nothing else of these services. RBAC cannot say that; admission can:
/// a call through the proxy is a CONNECT whose object has the path. It takes away from what RBAC gives, and never adds to it.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go
/// (ConnectResource)
/// </summary>
/// <remarks>It uses nothing but the base library: whoever serves it as a webhook may do so compiled ahead of time.</remarks>
public sealed record PathRule
{
    /// <summary>The resource of calls through a service.</summary>
    public const string Services = "services/proxy";

    /// <summary>The resource of calls through a pod, which lead around the service's name.</summary>
    public const string Pods = "pods/proxy";

    private readonly PathLookup _lookup = null!; // set with the paths, which are required

    /// <summary>Name of the rule's ValidatingAdmissionPolicy and of its binding.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace that it holds in.</summary>
    public required string Namespace { get; init; }

    /// <summary>User name of the caller, for a service account <c>system:serviceaccount:NAMESPACE:NAME</c>; null for a group.</summary>
    public string? User { get; init; }

    /// <summary>The group that it is about; null for a user.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Paths by resource name (<c>hello-app:8080</c>): exact, or everything below one where it ends in <c>/*</c>. Other spellings of these
    /// services are refused whatever their path; services that none of the names is of are not its business.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Paths
    {
        get;
        init => (field, _lookup) = (value, new PathLookup(value));
    }

    /// <summary>Whether pods may be called, too: then RBAC alone decides about them.</summary>
    public bool AllowsPods { get; init; }

    /// <summary>The services that the names are of, in order.</summary>
    public IEnumerable<string> GuardedServices => Paths.Keys.Select(ServiceOf).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Whether it is about a caller in a namespace.</summary>
    /// <param name="user">User name, as the API server knows the caller; empty to ask about a group alone.</param>
    /// <param name="groups">The caller's groups.</param>
    /// <param name="ns">Namespace of the called service or pod.</param>
    public bool IsAbout(string user, IEnumerable<string> groups, string ns) =>
        ns == Namespace && (Group is null ? user == User : groups.Contains(Group, StringComparer.Ordinal));

    /// <summary>Whether it lets a call of its caller in its namespace through.</summary>
    /// <param name="resource">The called resource: <c>services/proxy</c> or <c>pods/proxy</c>; others are not its business.</param>
    /// <param name="name">The name as it stands decoded in the URL: <c>[SCHEME:]NAME[:PORT]</c>.</param>
    /// <param name="path">
    /// <c>object.path</c> as admission is given it, decoded; null where it has none, as for a call of the root without a slash.
    /// </param>
    public bool Allows(string resource, string name, string? path) => resource switch
    {
        Services => !_lookup.Guards(ServiceOf(name)) || _lookup.Means(name, path ?? CallPath.Root),
        Pods => AllowsPods,
        _ => true,
    };

    /// <summary>The service of a name as the URL spells it, read as the policy's expression does.</summary>
    internal static string ServiceOf(string name) => name.Split(':') is [_, var service, _] ? service : name.Split(':')[0];
}
