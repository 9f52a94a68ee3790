using System.Text;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Loading;

/// <summary>Manifests in tests.</summary>
internal static class Manifests
{
    public const string Role = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata:
          name: hello
        rules:
        - apiGroups: [""]
          resources: ["services/proxy"]
          resourceNames: ["hello-app"]
          verbs: [get]
        """;

    public const string Binding = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: hello, namespace: shop}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: hello}
        subjects:
        - {kind: ServiceAccount, namespace: default, name: consumer}
        - {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
        - {kind: Group, name: admins}
        """;

    /// <summary>Reads text as if from standard input.</summary>
    public static RbacSnapshot Read(string text, string ns = "default") =>
        new ManifestSnapshot(ns).Read("-", new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
