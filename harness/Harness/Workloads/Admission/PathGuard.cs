using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using k8s;

namespace Harness.Workloads.Admission;

/// <summary>
/// Something on a cluster that admission asks about calls through the proxy: the ValidatingAdmissionPolicies of an access policy, or a
/// webhook that decides by the same rules where the cluster has none.
/// </summary>
public sealed class PathGuard : IAsyncDisposable
{
    private readonly ClusterObjects _objects;
    private readonly Func<CancellationToken, Task> _prepare;

    private PathGuard(string kind, string mark, ClusterObjects objects, Func<CancellationToken, Task> prepare) =>
        (Kind, Mark, _objects, _prepare) = (kind, mark, objects, prepare);

    /// <summary>What it is, e.g. <c>ValidatingAdmissionPolicy</c>.</summary>
    public string Kind { get; }

    /// <summary>What each of its refusals has in its message.</summary>
    public string Mark { get; }

    /// <summary>Whether it is a webhook, which has to answer.</summary>
    public bool IsWebhook => Mark == AdmissionWebhook.Id;

    /// <summary>The Deployment of a webhook, in the namespace that it guards.</summary>
    public static string WebhookDeployment => AdmissionWebhook.Name;

    /// <summary>By policies where the cluster has them, else by a webhook.</summary>
    /// <param name="version">The cluster's Kubernetes version.</param>
    /// <param name="admin">Client of an administrator.</param>
    /// <param name="image">The image built here: the webhook.</param>
    /// <param name="ns">The namespace whose calls are guarded.</param>
    /// <param name="rules">The rules.</param>
    public static PathGuard For(string version, IKubernetes admin, HelloImageChoice image, string ns, PathAdmission rules) =>
        KubernetesChanges.AdmissionPolicies.HoldsOn(KubernetesChange.VersionOf(version))
            ? ByPolicy(admin, rules.Policies())
            : ByWebhook(admin, image, ns, rules);

    /// <summary>By ValidatingAdmissionPolicies (Kubernetes 1.30 and later).</summary>
    /// <param name="admin">Client of an administrator.</param>
    /// <param name="policies">The policies, each with its binding behind it.</param>
    public static PathGuard ByPolicy(IKubernetes admin, IReadOnlyList<JsonObject> policies) => new(
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicy '", new ClusterObjects(admin, policies), _ => Task.CompletedTask);

    /// <summary>By a webhook, which any version has.</summary>
    /// <param name="admin">Client of an administrator.</param>
    /// <param name="image">The image built here.</param>
    /// <param name="ns">The namespace whose calls are guarded, and in which the webhook runs.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="isAloud">Whether callers are told in a warning what path it was shown.</param>
    public static PathGuard ByWebhook(IKubernetes admin, HelloImageChoice image, string ns, PathAdmission rules, bool isAloud = false)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var webhook = new AdmissionWebhook(ns, image, RulesText.Of(rules.Rules)) { IsAloud = isAloud };
        return new PathGuard(
            "validating webhook", AdmissionWebhook.Id, new ClusterObjects(admin, [Json(webhook.Validating())]),
            ct => PrepareAsync(admin, ns, webhook, ct));
    }

    /// <summary>No guard, but a witness: a webhook that is asked before any policy, lets everything through, and tells callers what it was
    /// shown.</summary>
    /// <inheritdoc cref="ByWebhook" path="/param"/>
    public static PathGuard Witness(IKubernetes admin, HelloImageChoice image, string ns)
    {
        var webhook = new AdmissionWebhook(ns, image, Rules: null) { IsAloud = true };
        return new PathGuard(
            "mutating webhook", AdmissionWebhook.Id, new ClusterObjects(admin, [Json(webhook.Mutating())]),
            ct => PrepareAsync(admin, ns, webhook, ct));
    }

    /// <summary>Makes it. API servers learn of it a moment later.</summary>
    /// <exception cref="HarnessException">It is refused, or the webhook does not become ready.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        await _prepare(cancellationToken).ConfigureAwait(false);
        await _objects.CreateAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes what stands outside of namespaces; a webhook's pod goes with its namespace. Being asked twice does no harm.
    /// </summary>
    public ValueTask DisposeAsync() => _objects.DisposeAsync();

    /// <summary>The webhook has to answer before API servers ask it: they would refuse every call meanwhile.</summary>
    private static async Task PrepareAsync(IKubernetes admin, string ns, AdmissionWebhook webhook, CancellationToken cancellationToken)
    {
        await NamespaceLabel.EnsureAsync(admin, ns, cancellationToken).ConfigureAwait(false);
        await admin.CoreV1.CreateNamespacedSecretAsync(webhook.Secret(), ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        await new Deployer(admin).DeployAsync(webhook.Deployment(), AdmissionWebhook.Service(), ns, [], cancellationToken)
            .ConfigureAwait(false);
    }

    private static JsonObject Json<T>(T configuration) => JsonNode.Parse(KubernetesJson.Serialize(configuration))!.AsObject();
}
