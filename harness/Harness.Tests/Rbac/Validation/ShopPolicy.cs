using System.Text;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Validation;

/// <summary>A policy with one consumer, and RBAC written as manifests to hold it against.</summary>
internal static class ShopPolicy
{
    public static AccessPolicy Policy { get; } = new(
        "shop",
        ["shop", "stock"],
        [
            new PolicyConsumer(
                "consumer",
                Consumer,
                [
                    new PolicyAllowance("", "services/proxy", ["hello-app"], ["get"], new SourceLocation("access.yaml", 9))
                    {
                        Namespaces = ["shop"], Services = ["hello-app"],
                    },
                ],
                new SourceLocation("access.yaml", 6)),
        ],
        [new PolicyIgnore(new RbacSubject(RbacSubjectKind.Group, "operators"), "on call", new SourceLocation("access.yaml", 12))])
    {
        Location = new SourceLocation("access.yaml", 1),
    };

    public static RbacSubject Consumer => new(RbacSubjectKind.ServiceAccount, "consumer", "shop");

    /// <summary>What the policy's consumer needs.</summary>
    public static string Granted { get; } = Grant(
        "hello", "ServiceAccount", "consumer", "resources: [services/proxy], resourceNames: [hello-app], verbs: [get]");

    /// <summary>A Role and its RoleBinding in namespace shop.</summary>
    public static string Grant(string name, string kind, string subject, string rule) => $$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: {{name}}, namespace: shop}
        rules: [{apiGroups: [""], {{rule}}}]
        ---
        {{Bind(name, kind, subject, "Role", name)}}
        """;

    /// <summary>A RoleBinding in namespace shop.</summary>
    public static string Bind(string name, string kind, string subject, string roleKind, string role) => $$"""
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: {{name}}, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: {{roleKind}}, name: {{role}}}
        subjects: [{kind: {{kind}}, name: {{subject}}{{(kind == "ServiceAccount" ? ", namespace: shop" : "")}}}]
        """;

    public static RbacSnapshot Snapshot(params string[] manifests)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\n---\n", manifests)));
        return new ManifestSnapshot().Read("rbac.yaml", stream);
    }
}
