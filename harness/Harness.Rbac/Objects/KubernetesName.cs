using System.Text.RegularExpressions;

namespace Harness.Rbac.Objects;

/// <summary>
/// What Kubernetes takes for a name.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
/// </summary>
public static partial class KubernetesName
{
    /// <summary>As a namespace or a service is named: RFC 1123's label.</summary>
    public static bool IsLabel(string name) => Label().IsMatch(name);

    /// <summary>As a service account is named: RFC 1123's subdomain.</summary>
    public static bool IsSubdomain(string name) =>
        name.Length <= 253 && name.Split('.').All(part => part.Length > 0 && Part().IsMatch(part));

    /// <summary>As a role is named: whatever can be one segment of a path.</summary>
    public static bool IsPathSegment(string name) => name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '%');

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Part();
}
