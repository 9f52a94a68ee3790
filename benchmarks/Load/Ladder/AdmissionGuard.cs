using System.Text.Json.Nodes;
using Harness.Access;
using Harness.Proxying;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Waiting;
using Harness.Workloads;
using Harness.Workloads.Admission;
using k8s;

namespace Harness.Load.Ladder;

/// <summary>
/// What an access policy's paths cost: calls that admission judges, by the ValidatingAdmissionPolicy that <c>generate</c> writes, or by a
/// webhook where the cluster has none. It judges one rung's calls alone, and is removed at the session's end.
/// </summary>
/// <param name="workload">What is measured.</param>
internal sealed class AdmissionGuard(BenchWorkload workload)
{
    private const string Service = "hello-guarded";
    private const string RefusedPath = "/refused-by-policy";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Longer than it takes to see that calls are refused.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private HarnessSession Session => workload.Session;

    private bool HasPolicies => KubernetesChanges.AdmissionPolicies.HoldsOn(KubernetesChange.VersionOf(Session.Facts.KubernetesVersion));

    /// <summary>The proxy URL whose calls the policy judges.</summary>
    public static ServiceProxyUrl Url(DeployedHello hello) =>
        ServiceProxyUrl.For(hello.Namespace, Service).WithPort(hello.PortName ?? "http");

    /// <summary>A second service in front of the same pod, and a policy that names it.</summary>
    /// <returns>Null, or the reason why there is none.</returns>
    public async Task<string?> InstallPolicyAsync(CancellationToken stop)
    {
        var version = Session.Facts.KubernetesVersion;
        if (!HasPolicies)
            return $"Kubernetes {version} has no ValidatingAdmissionPolicy, which came with {KubernetesChanges.AdmissionPolicies.Since}";
        if (!Session.AllowsClusterScope)
            return "a policy is cluster-wide; --allow-cluster-scope allows it";
        var service = AppObjects.Service(workload.Hello.Name, HelloWorkload.Port);
        service.Metadata.Name = Service;
        service.Spec.Ports[0].Name = workload.Hello.PortName ?? "http";
        await Session.Cluster.Admin.CoreV1.CreateNamespacedServiceAsync(service, workload.Hello.Namespace, cancellationToken: stop)
            .ConfigureAwait(false);
        var url = Url(workload.Hello);
        await InForceAsync(PathGuard.ByPolicy(Session.Cluster.Admin, ForOne(Rules(url).Policies(), url.ResourceName)), url, stop)
            .ConfigureAwait(false);
        return null;
    }

    /// <summary>A webhook, in a namespace of its own with a pod of its own: it is asked about every service in there.</summary>
    /// <returns>The proxy URL whose calls it judges; or the reason why there is none.</returns>
    public async Task<(ServiceProxyUrl? Url, string? Reason)> InstallWebhookAsync(CancellationToken stop)
    {
        if (HasPolicies)
            return (null, "the cluster has admission policies");
        if (Session.IsGuest)
            return (null, "its pod might be on another node than the one that it is compared with");
        if (!Session.Image.IsOurs)
            return (null, "the webhook is in the image built here");
        var ns = await Session.Namespaces.CreateAsync("bench-webhook", stop).ConfigureAwait(false);
        var hello = await Session.Deployer.DeployAsync(HelloWorkload.Standard(Service).WithNamedPorts(), ns, [], stop)
            .ConfigureAwait(false);
        var grant = new Grant(ns, Service, workload.Consumer, new RbacRule([""], ["services/proxy"], [hello.Url.ResourceName], ["get"]));
        await Session.Grants.ApplyAsync(grant, stop).ConfigureAwait(false);
        var guard = PathGuard.ByWebhook(Session.Cluster.Admin, Session.Image, ns, Rules(hello.Url));
        await InForceAsync(guard, hello.Url, stop).ConfigureAwait(false);
        return (hello.Url, null);
    }

    private PathAdmission Rules(ServiceProxyUrl url) => new(
    [
        new PathRule
        {
            Name = $"harness-paths.{url.Namespace}",
            Namespace = url.Namespace,
            User = workload.Consumer.User,
            Paths = new Dictionary<string, IReadOnlyList<string>> { [url.ResourceName] = ["/", "/metrics", "/static/*"] },
        },
    ]);

    /// <summary>The generated policies hold for a namespace, in which other rungs are measured, too: here for one name in it.</summary>
    private static IReadOnlyList<JsonObject> ForOne(IReadOnlyList<JsonObject> policies, string name)
    {
        foreach (var rule in policies.Select(one => one["spec"]?["matchConstraints"]?["resourceRules"]?[0]).OfType<JsonObject>())
            rule["resourceNames"] = new JsonArray(name);
        return policies;
    }

    /// <summary>The consumer's call is refused on a path that the rules do not list.</summary>
    private async Task InForceAsync(PathGuard guard, ServiceProxyUrl url, CancellationToken stop)
    {
        Session.RemoveAtEnd($"{guard.Kind} for {url.Namespace}", guard);
        await guard.InstallAsync(stop).ConfigureAwait(false);
        var token = await Session.Consumers.RequestTokenAsync(workload.Consumer, Lifetime, [], stop).ConfigureAwait(false);
        using var client = new ServiceProxyClient(Session.Cluster.Api, workload.Consumer.Name, token);
        await new Condition($"the {guard.Kind} refuses {RefusedPath}", Deadline).WaitAsync(
            async ct =>
            {
                var (verdict, _) = await client.CallAsync(HttpMethod.Get, url.WithPath(RefusedPath), ct).ConfigureAwait(false);
                return verdict.Evidence.Message?.Contains(guard.Mark, StringComparison.Ordinal) == true && !verdict.IsAllowed
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>($"{verdict}");
            },
            stop).ConfigureAwait(false);
    }
}
