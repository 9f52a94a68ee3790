using Harness.Access;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Waiting;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Federation;

/// <summary>
/// Real use: teams keep a Prometheus in each namespace, exposed to nobody, and one outside the cluster fetches all their series
/// through the API server's proxy, as a consumer with a grant in each namespace. It mostly waits for scrapes, so it begins at once, like
/// the long answer.
/// </summary>
[SingleThreaded]
public sealed class CentralFederation : ScenarioFixture
{
    private const string Metric = "hello_requests_total";
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(30);

    [Test]
    [Claim("C19")]
    public Task A_central_prometheus_outside_the_cluster_federates_from_every_namespace_that_grants_it() =>
        ProveAsync("federation", FederateAsync);

    private static async Task FederateAsync(Scenario s)
    {
        s.RequireOurImage($"the metric {Metric}");
        var namespaces = new[] { await s.NamespaceAsync(), await s.AnotherNamespaceAsync("federation") };
        var teams = await Task.WhenAll(namespaces.Select(ns => NamespacePrometheus.DeployAsync(s, ns)));
        var consumer = await s.ConsumerAsync("central");
        var grants = teams.Select(team => Federate(consumer, team.Url)).ToList();
        foreach (var grant in grants)
            await s.Session.Grants.ApplyAsync(grant, s.Stop);
        var secret = await s.Session.Cluster.Admin.CoreV1.CreateNamespacedSecretAsync(
            new V1Secret { Metadata = new V1ObjectMeta { Name = "first-token" } }, consumer.Namespace, cancellationToken: s.Stop);
        var first = await s.Session.Consumers.RequestBoundTokenAsync(consumer, secret, s.Stop);

        await using var central = await CentralPrometheus.StartAsync(s, [.. teams.Select(team => team.Url)], first);
        await ExpectEverySeriesAsync(s, central, teams);

        central.Rotate(await s.TokenOfAsync(consumer));
        await s.Session.Cluster.Admin.CoreV1.DeleteNamespacedSecretAsync("first-token", consumer.Namespace, cancellationToken: s.Stop);
        s.Seen.ExpectUnauthenticated(
            "the first token, once its Secret is gone", await FirstRefusal.WaitAsync(s.ClientWith("central", first), teams[0].Url, s.Stop));
        foreach (var ns in namespaces)
            ExpectUp(s, "after the token was rotated", ns, await central.NextScrapeAsync(ns, s.Stop));

        await s.Session.Grants.RevokeAsync(grants[1], s.Stop);
        ExpectForbidden(s, "with its grant removed", namespaces[1], await central.NextScrapeAsync(namespaces[1], s.Stop));
        ExpectUp(s, "with the other's grant removed", namespaces[0], await central.NextScrapeAsync(namespaces[0], s.Stop));
    }

    private static Grant Federate(Consumer consumer, ServiceProxyUrl url) =>
        new(url.Namespace, "federate", consumer, new RbacRule([""], ["services/proxy"], [url.ResourceName], ["get"]));

    private static async Task ExpectEverySeriesAsync(Scenario s, CentralPrometheus central, IReadOnlyList<NamespacePrometheus> teams)
    {
        foreach (var (ns, service) in teams.Select(team => (team.Url.Namespace, team.Service.Spec)))
        {
            s.Seen.ExpectEqual($"type of the service of {ns}'s Prometheus", "ClusterIP", service.Type);
            var target = await central.NextScrapeAsync(ns, s.Stop);
            ExpectUp(s, "at first", ns, target);
            s.Seen.ExpectEqual(
                $"what the central Prometheus calls for {ns}", s.Session.Cluster.Api.Address.Authority, target.Url.Authority,
                target.Url.AbsoluteUri);
        }

        var due = string.Join(", ", teams.Select(team => team.Url.Namespace).Order(StringComparer.Ordinal));
        s.Seen.ExpectEqual($"namespaces of {Metric} at the central Prometheus", due, await ArrivedAsync(s, central, teams, due));
    }

    /// <summary>Samples are stored shortly after a scrape is answered; a query before that says nothing.</summary>
    private static Task<string> ArrivedAsync(Scenario s, CentralPrometheus central, IReadOnlyList<NamespacePrometheus> teams, string due) =>
        LastAnswer.WaitAsync(
            new Condition($"the central Prometheus has {Metric} of {due}", Arrival),
            async ct =>
            {
                var arrived = string.Join(", ", await central.Api.LabelsAsync(Metric, "namespace", ct));
                var targets = await Task.WhenAll(teams.Select(team => central.Api.TargetAsync(team.Url.Namespace, ct)));
                return (arrived == due || Array.TrueForAll(targets, target => target?.Health == "up") ? arrived : null, arrived == due);
            },
            s.Stop);

    private static void ExpectUp(Scenario s, string when, string ns, Target target) =>
        s.Seen.Expect($"target {ns} {when}", "up", target.ToString(), target.Health == "up", target.Verdict);

    private static void ExpectForbidden(Scenario s, string when, string ns, Target target) => s.Seen.Expect(
        $"target {ns} {when}",
        "down: server returned HTTP status 403 Forbidden",
        target.ToString(),
        target is { Health: "down", Verdict.Kind: VerdictKind.Forbidden },
        target.Verdict);
}
