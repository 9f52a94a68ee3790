using Harness.Rbac.Objects;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using Harness.Workloads.Admission;
using k8s;

namespace Harness.Scenarios.Admission;

/// <summary>
/// RBAC does not see paths, but admission does: a call through the proxy is a CONNECT whose object has the path. The guard is a
/// ValidatingAdmissionPolicy as <c>generate</c> writes it, or a webhook that decides by the same rules where the cluster has none.
/// </summary>
public sealed class SingleEndpoints : ScenarioFixture
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[] Allowed = ["/metrics", "/echo/*", "/ws"];
    private static readonly string[] Answering = ["/metrics", "/echo/", "/echo/a", "/echo/a/b.css?c=../d"];

    /// <summary>As they are written: no client resolves their dots.</summary>
    private static readonly string[] Refused =
    [
        "", "/", "/metrics/", "/metrics/x", "/metricsx", "/METRICS", "/echo", "/healthz", "/status/201", "/status/201?path=/metrics",
        "/echo/../status/201", "/echo/%2e%2e/status/201", "/echo/..%2fstatus/201", "/echo/./a", "/echo//a", "/echo/%252e%252e/status/201",
        "/echo/..%5cstatus/201",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    [Test]
    [Claim("C24")]
    public Task Listed_paths_answer_and_every_other_is_refused_for_that_consumer_alone() => ProveAsync("endpoints", async s =>
    {
        GuardedConsumers.Require(s);
        var given = await GuardedConsumers.PrepareAsync(s, await s.HelloAppAsync(), Allowed);
        await using var guard = given.Guard();
        await given.InForceAsync(guard);
        using var guarded = await GuardedCaller.OfAsync(s, given.Guarded, guard);
        using var other = await GuardedCaller.OfAsync(s, given.Other, guard);

        GuardedCaller.TellWhoDecides(s, guard.Kind);
        await PathsAsync(given.Hello, guarded, other);
        await MethodsAsync(given.Hello, guarded, other);
        await SpellingsAsync(given.Hello, guarded);
        await PodsAsync(given.Hello, guarded, other);
        await ProtocolsAsync(given.Hello, guarded, other);
        Tell(s, guard);
    });

    [Test]
    [Claim("C24")]
    public Task Where_the_webhook_is_gone_nothing_is_let_through() => ProveAsync("closed", async s =>
    {
        GuardedConsumers.Require(s);
        var given = await GuardedConsumers.PrepareAsync(s, await s.HelloAppAsync(), Allowed);
        await using var guard = PathGuard.ByWebhook(s.Session.Cluster.Admin, s.Session.Image, given.Hello.Namespace, given.Rules);
        await given.InForceAsync(guard);
        using var guarded = await GuardedCaller.OfAsync(s, given.Guarded, guard);
        var (listed, unlisted) = (At(given.Hello, "/metrics"), At(given.Hello, "/status/201"));
        await guarded.PassesAsync("a listed path while the webhook answers", listed);

        await TakeAwayAsync(s, given.Hello.Namespace, PathGuard.WebhookDeployment);
        await guarded.IsNotLetThroughAsync("a listed path once it is gone", listed);
        await guarded.IsNotLetThroughAsync("another path once it is gone", unlisted);
        await guard.DisposeAsync();
        await new Condition("calls are let through once the webhook is no longer asked", Deadline).WaitAsync(
            async _ => await guarded.CallAsync(unlisted, "GET", null) is { IsAllowed: false } refused
                ? Seen.NotYet<bool>($"{refused}")
                : Seen.Met(true),
            s.Stop);
    });

    /// <summary>API servers keep connections to it, so that it is gone only once its pod is.</summary>
    private static async Task TakeAwayAsync(Scenario s, string ns, string name)
    {
        var admin = s.Session.Cluster.Admin;
        await admin.AppsV1.DeleteNamespacedDeploymentAsync(name, ns, propagationPolicy: "Background", cancellationToken: s.Stop);
        await new Condition("the webhook's pod is gone", Deadline).WaitAsync(
            async ct =>
            {
                var pods = await admin.CoreV1.ListNamespacedPodAsync(
                    ns, labelSelector: $"{AppObjects.Label}={name}", cancellationToken: ct);
                return pods.Items.Count == 0 ? Seen.Met(true) : Seen.NotYet<bool>($"{pods.Items.Count} of them");
            },
            s.Stop);
    }

    private static async Task PathsAsync(DeployedHello hello, GuardedCaller guarded, GuardedCaller other)
    {
        foreach (var path in Answering)
            await guarded.PassesAsync($"GET {path}", At(hello, path));
        foreach (var path in Refused)
        {
            await guarded.IsRefusedAsync($"GET {path}", At(hello, path));
            await other.PassesAsync($"GET {path}", At(hello, path));
        }
    }

    private static async Task MethodsAsync(DeployedHello hello, GuardedCaller guarded, GuardedCaller other)
    {
        foreach (var method in Methods)
        {
            await guarded.PassesAsync($"{method} /metrics", At(hello, "/metrics"), method);
            await guarded.IsRefusedAsync($"{method} /digest", At(hello, "/digest"), method);
            await other.PassesAsync($"{method} /digest", At(hello, "/digest"), method);
        }
    }

    /// <summary>RBAC takes each spelling for another name; for the policy they are one service.</summary>
    private static async Task SpellingsAsync(DeployedHello hello, GuardedCaller guarded)
    {
        var (name, encoded) = (hello.Name, hello.Name.Replace("-", "%2d", StringComparison.Ordinal));
        foreach (var spelling in (string[])[$"{name}:8080", $"http:{name}:8080", encoded, $"{name}%3a8080"])
        {
            await guarded.PassesAsync($"GET /metrics as {spelling}", At(hello, "/metrics", spelling));
            await guarded.IsRefusedAsync($"GET /status/201 as {spelling}", At(hello, "/status/201", spelling));
        }

        foreach (var unlisted in (string[])[$"{name}:", $"http:{name}:", $"https:{name}:8080"])
            await guarded.IsRefusedAsync($"GET /metrics as {unlisted}, which the policy does not list", At(hello, "/metrics", unlisted));
    }

    /// <summary>Past the service, to one of its pods.</summary>
    private static async Task PodsAsync(DeployedHello hello, GuardedCaller guarded, GuardedCaller other)
    {
        var target = $"/api/v1/namespaces/{hello.Namespace}/pods/{hello.Pods.Keys.Single()}:{HelloWorkload.Port}/proxy";
        foreach (var path in (string[])["/metrics", "/status/201"])
        {
            await guarded.IsRefusedAsync($"GET {path} of the pod", target + path);
            await other.PassesAsync($"GET {path} of the pod", target + path);
        }
    }

    private static async Task ProtocolsAsync(DeployedHello hello, GuardedCaller guarded, GuardedCaller other)
    {
        var http2 = System.Net.HttpVersion.Version20;
        await guarded.PassesAsync("HTTP/2 GET /metrics", At(hello, "/metrics"), version: http2);
        await guarded.IsRefusedAsync("HTTP/2 GET /status/201", At(hello, "/status/201"), version: http2);
        await guarded.IsRefusedAsync("HTTP/2 GET /echo/..%2fstatus/201", At(hello, "/echo/..%2fstatus/201"), version: http2);
        await guarded.UpgradesAsync("WebSocket /ws", At(hello, "/ws"));
        await guarded.IsRefusedUpgradeAsync("WebSocket /ws/", At(hello, "/ws/"));
        await other.UpgradesAsync("WebSocket /ws", At(hello, "/ws"));
    }

    private static void Tell(Scenario s, PathGuard guard)
    {
        var isAsMeant = !s.Seen.Differing.Any();
        s.Seen.Tell(
            AlternativeCatalogue.AdmissionByPath, AlternativeCatalogue.WhoAuthenticates,
            $"as without: the API server and RBAC; then a {guard.Kind} looks at the path");
        s.Seen.Tell(
            AlternativeCatalogue.AdmissionByPath, AlternativeCatalogue.TellsPaths,
            isAsMeant ? "yes: listed paths answered, every other was refused with 403" : "not as it should: see the scenario");
        s.Seen.Tell(AlternativeCatalogue.AdmissionByPath, AlternativeCatalogue.StaysOpen, "as without: the application, to every pod");
        s.Seen.Tell(
            AlternativeCatalogue.AdmissionByPath, AlternativeCatalogue.CannotDo,
            $"tell queries apart, or methods by path; do without a webhook before Kubernetes {KubernetesChanges.AdmissionPolicies.Since}");
    }

    private static string At(DeployedHello hello, string path, string? spelling = null) =>
        $"/api/v1/namespaces/{hello.Namespace}/services/{spelling ?? hello.Name}/proxy{path}";
}
