using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Waiting;
using k8s;

namespace Harness.Asking;

/// <summary>
/// Finds out when the authorizer has seen everything made so far: the API server learns of each kind in the order of creation, so once
/// it knows the last role and binding of each kind, it knows all before them.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
internal sealed class AuthorizerMark(IKubernetes admin)
{
    private const string Name = "harness-preview-mark";
    private const string Namespace = "default";
    private static readonly AccessSubject Nobody = new(Name, []);
    private static readonly AccessQuestion InNamespace = new(Namespace, "", "configmaps", Name, "get");
    private static readonly AccessQuestion OfCluster = new("", "", "persistentvolumes", Name, "get");

    public async Task WaitAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var rbac = admin.RbacAuthorizationV1;
        var clusterRole = Role(null, OfCluster).ToClusterRole();
        var role = Role(Namespace, InNamespace).ToRole();
        var clusterBinding = Binding(null, "ClusterRole").ToClusterRoleBinding();
        var binding = Binding(Namespace, "Role").ToRoleBinding();
        await rbac.CreateClusterRoleAsync(clusterRole, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.CreateNamespacedRoleAsync(role, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.CreateClusterRoleBindingAsync(clusterBinding, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.CreateNamespacedRoleBindingAsync(binding, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);

        await new Condition("the authorizer knows the roles and bindings of the manifests", deadline)
            .WaitAsync(SeenAsync, cancellationToken)
            .ConfigureAwait(false);

        await rbac.DeleteNamespacedRoleBindingAsync(Name, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.DeleteClusterRoleBindingAsync(Name, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.DeleteNamespacedRoleAsync(Name, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        await rbac.DeleteClusterRoleAsync(Name, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task<Seen<bool>> SeenAsync(CancellationToken cancellationToken)
    {
        foreach (var question in (AccessQuestion[])[InNamespace, OfCluster])
        {
            if (!(await question.AskAboutAsync(Nobody, admin, cancellationToken).ConfigureAwait(false)).Allowed)
                return Seen.NotYet<bool>($"not {question}");
        }

        return Seen.Met(true);
    }

    private static RbacRole Role(string? ns, AccessQuestion allowed) =>
        new(ns, Name, [new RbacRule([allowed.ApiGroup], [allowed.Resource], [allowed.Name], [allowed.Verb])]);

    private static RbacBinding Binding(string? ns, string roleKind) =>
        new(ns, Name, roleKind, Name, [new RbacSubject(RbacSubjectKind.User, Name)]);
}
