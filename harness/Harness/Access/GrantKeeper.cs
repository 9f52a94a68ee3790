using System.Net;
using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Waiting;
using k8s;
using k8s.Autorest;

namespace Harness.Access;

/// <summary>
/// Applies and revokes grants. Each returns when the authorizer agrees: its caches lag behind the stored objects,
/// and a test that calls sooner sees the past.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
public sealed class GrantKeeper(IKubernetes admin)
{
    private static readonly TimeSpan AgreementDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Makes the Role and the RoleBinding and waits until the authorizer allows all of it.</summary>
    public async Task ApplyAsync(Grant grant, CancellationToken cancellationToken)
    {
        await admin.RbacAuthorizationV1.CreateNamespacedRoleAsync(
            grant.Role.ToRole(), grant.Namespace, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            grant.Binding.ToRoleBinding(), grant.Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        await AgreedAsync(grant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the authorizer allows all of a grant, whoever made it.</summary>
    public Task AgreedAsync(Grant grant, CancellationToken cancellationToken) => AgreementAsync(grant, allowed: true, cancellationToken);

    /// <summary>Waits until the authorizer allows none of a grant, whoever took it back.</summary>
    public Task RevokedAsync(Grant grant, CancellationToken cancellationToken) => AgreementAsync(grant, allowed: false, cancellationToken);

    /// <summary>Makes a RoleBinding to an existing role, and waits until the authorizer agrees.</summary>
    /// <param name="binding">The RoleBinding.</param>
    /// <param name="sign">Something that the role allows: that the authorizer allows it shows that the binding is in force.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task BindAsync(RbacBinding binding, AccessQuestion sign, CancellationToken cancellationToken)
    {
        await admin.RbacAuthorizationV1.CreateNamespacedRoleBindingAsync(
            binding.ToRoleBinding(), binding.Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var subject in binding.Subjects)
            await AgreementAsync(subject.ToAccessSubject(), sign, allowed: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the RoleBinding and the Role and waits until the authorizer allows none of it.</summary>
    /// <exception cref="HarnessException">Something else still allows it; the message says what.</exception>
    public async Task RevokeAsync(Grant grant, CancellationToken cancellationToken)
    {
        await RemoveAsync(grant, cancellationToken).ConfigureAwait(false);
        await RevokedAsync(grant, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the RoleBinding and the Role without waiting, for measuring how long the authorizer takes.</summary>
    public async Task RemoveAsync(Grant grant, CancellationToken cancellationToken)
    {
        await GoneAsync(() => admin.RbacAuthorizationV1.DeleteNamespacedRoleBindingAsync(
            grant.Name, grant.Namespace, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await GoneAsync(() => admin.RbacAuthorizationV1.DeleteNamespacedRoleAsync(
            grant.Name, grant.Namespace, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    private async Task AgreementAsync(Grant grant, bool allowed, CancellationToken cancellationToken)
    {
        foreach (var question in grant.Questions())
            await AgreementAsync(grant.Consumer.Identity, question, allowed, cancellationToken).ConfigureAwait(false);
    }

    private Task<bool> AgreementAsync(AccessSubject subject, AccessQuestion question, bool allowed, CancellationToken cancellationToken)
    {
        var sentence = $"the authorizer {(allowed ? "allows" : "no longer allows")} {subject.User} to {question}";
        return new Condition(sentence, AgreementDeadline).WaitAsync(
            async ct =>
            {
                var answer = await question.AskAboutAsync(subject, admin, ct).ConfigureAwait(false);
                return answer.Allowed == allowed
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(allowed ? "denied" : $"allowed ({answer.Reason})");
            },
            cancellationToken);
    }

    private static async Task GoneAsync(Func<Task> delete)
    {
        try
        {
            await delete().ConfigureAwait(false);
        }
        catch (HttpOperationException answer) when (answer.Response.StatusCode == HttpStatusCode.NotFound)
        {
        }
    }
}
