using System.Globalization;
using Harness.Access;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>
/// Asks a cluster that belongs to others whether it lets through what a run makes: each kind of object, by a server-side dry run, which
/// quotas, limit ranges, Pod Security and webhooks judge as they judge the real request.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run</remarks>
/// <param name="admin">Client of the kubeconfig's user.</param>
/// <param name="image">The image of the pods.</param>
internal sealed class AdmissionCheck(IKubernetes admin, HelloImageChoice image)
{
    private const string All = "All";
    private const string Name = "harness-preflight";

    /// <summary>How long a webhook may be away: what lasts longer lasts for ever.</summary>
    private static readonly TimeSpan Hiccup = TimeSpan.FromSeconds(10);

    /// <summary>An API server waits up to 30 s for a webhook, and then says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks about every kind of object.</summary>
    /// <param name="ns">An empty namespace of the run's own: policies may depend on it.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="HarnessException">Some are refused; each is named with the words of whoever refuses it (exit code 3).</exception>
    public async Task EnsureAsync(string ns, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var (what, dryRun) in Objects(ns))
        {
            if (await RefusalAsync(what, dryRun, cancellationToken).ConfigureAwait(false) is { } words)
                refused.Add($"  {what}: {words}");
        }

        if (refused.Count == 0)
            return;
        throw HarnessException.Undecided(string.Create(
            CultureInfo.InvariantCulture,
            $"the cluster refuses {refused.Count} of the kinds of objects that a run makes; they were tried without making any:\n"
            + $"{string.Join('\n', refused)}\nhave namespaces named harness-* exempted, or use a throw-away cluster: "
            + $"--cluster k3s or --cluster offline"));
    }

    private IEnumerable<(string What, Func<CancellationToken, Task> DryRun)> Objects(string ns)
    {
        var (core, apps, rbac) = (admin.CoreV1, admin.AppsV1, admin.RbacAuthorizationV1);
        var workload = HelloWorkload.Standard(Name);
        var deployment = workload.Deployment(image);
        var pod = new V1Pod { Metadata = new V1ObjectMeta { Name = Name }, Spec = deployment.Spec.Template.Spec };
        var metadata = new V1ObjectMeta { Name = Name };
        var grant = Grant.ServiceProxy(new Consumer(ns, Name), Name, [Name], ["get"]);
        yield return ("pod", ct => core.CreateNamespacedPodAsync(pod, ns, dryRun: All, cancellationToken: ct));
        yield return ("deployment", ct => apps.CreateNamespacedDeploymentAsync(deployment, ns, dryRun: All, cancellationToken: ct));
        yield return ("service", ct => core.CreateNamespacedServiceAsync(workload.Service(), ns, dryRun: All, cancellationToken: ct));
        yield return ("config map", ct => core.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = metadata }, ns, dryRun: All, cancellationToken: ct));
        yield return ("secret", ct => core.CreateNamespacedSecretAsync(
            new V1Secret { Metadata = metadata }, ns, dryRun: All, cancellationToken: ct));
        yield return ("service account", ct => core.CreateNamespacedServiceAccountAsync(
            new V1ServiceAccount { Metadata = metadata }, ns, dryRun: All, cancellationToken: ct));
        yield return ("role", ct => rbac.CreateNamespacedRoleAsync(grant.Role.ToRole(), ns, dryRun: All, cancellationToken: ct));
    }

    /// <summary>Why an object is refused; null if it is not, or if a webhook has no dry run, so that only the real request tells.</summary>
    private async Task<string?> RefusalAsync(string what, Func<CancellationToken, Task> dryRun, CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        try
        {
            return await new Condition($"the API server says whether it would take a {what}", Patience) { Time = Time }.WaitAsync(
                async ct =>
                {
                    try
                    {
                        await dryRun(ct).ConfigureAwait(false);
                        return Seen.Met<string?>(null);
                    }
                    catch (HttpOperationException away) when ((int)away.Response.StatusCode is 429 or >= 500)
                    {
                        var words = Words(away);
                        return IsOfWebhook(words) && Time.GetElapsedTime(started) >= Hiccup
                            ? Seen.Met<string?>(words)
                            : Seen.NotYet<string?>(words);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (HttpOperationException refused)
        {
            var words = Words(refused);
            return words.Contains("does not support dry run", StringComparison.Ordinal) ? null : PodTrouble.Explained(words);
        }
    }

    /// <summary>
    /// Whether an error is about a webhook that cannot be asked, and must be.
    /// Source: https://github.com/kubernetes/apiserver/blob/v0.34.0/pkg/util/webhook/error.go
    /// </summary>
    private static bool IsOfWebhook(string words) => words.Contains("failed calling webhook", StringComparison.Ordinal);

    private static string Words(HttpOperationException answer) =>
        ApiServerStatus.TryRead(answer.Response.Content ?? "")?.Message ?? $"{(int)answer.Response.StatusCode}";
}
