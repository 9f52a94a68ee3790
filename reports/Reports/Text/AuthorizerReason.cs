using System.Text.RegularExpressions;

namespace Harness.Reports.Text;

/// <summary>What Kubernetes' authorizer says of a grant.</summary>
internal static partial class AuthorizerReason
{
    /// <summary>An authorizer's reason without its subject: those of one binding are one cause. Any other reason as it is.</summary>
    public static string BindingIn(string reason) =>
        GrantReason().Match(reason) is { Success: true } grant ? grant.Groups["binding"].Value : reason;

    /// <summary>
    /// <c>RBAC: allowed by RoleBinding "NAME/NAMESPACE" of Role "NAME" to User "NAME"</c>, each name quoted as Go does it. Source:
    /// https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/rbac/validation/rule.go
    /// </summary>
    [GeneratedRegex(
        """^(?<binding>RBAC: allowed by (Cluster)?RoleBinding "([^"\\]|\\.)*" of \w+ "([^"\\]|\\.)*") to """,
        RegexOptions.CultureInvariant)]
    private static partial Regex GrantReason();
}
