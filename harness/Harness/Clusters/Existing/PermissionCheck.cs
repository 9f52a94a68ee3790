using Harness.Api;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Clusters.Existing;

/// <summary>The permissions that a run needs on an existing cluster, checked before anything is made.</summary>
internal static class PermissionCheck
{
    /// <summary>Namespace named in the questions: the run's own do not exist yet, so permissions must hold in any.</summary>
    public const string AnyNamespace = "harness-preflight";

    /// <summary>Everything that a run needs.</summary>
    public static IReadOnlyList<AccessQuestion> Needed { get; } =
    [
        .. Ask("", "", "namespaces", "create", "delete", "get", "list"),
        .. Ask("", "", "nodes", "list"),
        .. Ask("", "", "services", "list"),
        .. Ask("", "", "serviceaccounts", "list"),
        .. Ask("", "networking.k8s.io", "ingressclasses", "list"),
        .. Ask("", RbacRole.ApiGroup, "roles", "list"),
        .. Ask("", RbacRole.ApiGroup, "rolebindings", "list"),
        .. Ask("", RbacRole.ApiGroup, "clusterroles", "list"),
        .. Ask("", RbacRole.ApiGroup, "clusterrolebindings", "list"),
        .. Ask("", "authorization.k8s.io", "subjectaccessreviews", "create"),
        .. Ask(AnyNamespace, "apps", "deployments", "create", "get"),
        .. Ask(AnyNamespace, "apps", "deployments/scale", "get"),
        .. Ask(AnyNamespace, "", "services", "create", "get"),
        .. Ask(AnyNamespace, "", "endpoints", "get", "list"),
        .. Ask(AnyNamespace, "", "pods", "create", "delete", "get", "list"),
        .. Ask(AnyNamespace, "", "pods/log", "get"),
        .. Ask(AnyNamespace, "", "pods/proxy", "get"),
        .. Ask(AnyNamespace, "", "events", "list"),
        .. Ask(AnyNamespace, "", "configmaps", "create", "get"),
        .. Ask(AnyNamespace, "", "secrets", "create", "delete", "get"),
        .. Ask(AnyNamespace, "", "serviceaccounts", "create", "get"),
        .. Ask(AnyNamespace, "", "serviceaccounts/token", "create"),
        .. Ask(AnyNamespace, RbacRole.ApiGroup, "roles", "create", "delete", "get", "update"),
        .. Ask(AnyNamespace, RbacRole.ApiGroup, "rolebindings", "create", "delete", "get"),
        // RBAC lets nobody grant permissions they lack.
        .. Ask(AnyNamespace, "", "services/proxy", "get", "create", "update", "patch", "delete", "*"),
    ];

    /// <summary>Asks the authorizer about each.</summary>
    /// <param name="client">Client of the kubeconfig's user.</param>
    /// <param name="kubeconfig">What messages call the kubeconfig.</param>
    /// <param name="needed">What the run needs.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="HarnessException">Some are missing; each is named (exit code 3).</exception>
    public static async Task EnsureAsync(
        IKubernetes client, string kubeconfig, IReadOnlyList<AccessQuestion> needed, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(needed.Select(question => question.AskAboutSelfAsync(client, cancellationToken)))
            .ConfigureAwait(false);
        var missing = needed.Zip(answers).Where(pair => !pair.Second.Allowed).Select(pair => Line(pair.First, pair.Second)).ToList();
        if (missing.Count == 0)
            return;
        throw HarnessException.Undecided(
            $"the user of kubeconfig {kubeconfig} lacks {missing.Count} of the permissions that a run needs; nothing was made:\n"
            + $"{string.Join('\n', missing)}\nhave them granted (--dry-run prints a role of them)"
            // What needs only some is about this cluster.
            + (ReferenceEquals(needed, Needed) ? ", or use a throw-away cluster: --cluster k3s or --cluster offline" : ""));
    }

    private static string Line(AccessQuestion question, AccessAnswer answer) =>
        $"  {question}".Replace($"in namespace {AnyNamespace}", "in any namespace", StringComparison.Ordinal)
        + (answer.Error is { } error ? $" (not decided: {error})" : "");

    /// <summary>A question for each verb.</summary>
    public static IEnumerable<AccessQuestion> Ask(string ns, string group, string resource, params string[] verbs) =>
        verbs.Select(verb => new AccessQuestion(ns, group, resource, "", verb));
}
