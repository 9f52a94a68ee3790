using System.Diagnostics;
using System.Globalization;
using System.Net;
using Harness.Proxying;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Scenarios.Alternatives;

/// <summary>
/// A NetworkPolicy in front of the pods, so that the API server's proxy is other pods' only way to them. Whether the cluster's network
/// enforces policies is found out by trying: the API server takes them either way.
/// Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
public sealed class ClosedNetwork : ScenarioFixture
{
    private const int PeerCalls = 20;

    /// <summary>A network that enforces policies has them in force within seconds.</summary>
    private static readonly TimeSpan Enforcement = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The policy that lets addresses in comes into force unseen: most networks let their node's calls through anyway.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    [Test]
    [Claim("C26")]
    public Task A_network_policy_closes_the_direct_way_and_leaves_the_API_servers() => ProveAsync("network", async s =>
    {
        s.RequireOurImage();
        var hello = await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);
        await s.GrantAsync(consumer, [hello.Name], "get");
        var past = Guard.Direct(hello.Pods.Values.Single());
        s.Seen.ExpectStatus("a direct call without a policy", past, await s.CallAsync(past), 200, HelloWorkload.Greeting);
        var peers = await PeersAsync(s, client, hello);

        await CreateAsync(s, hello, Policy("closed", []));
        await s.IdleAsync(() => EnforcedAsync(s, past));
        await CreateAsync(s, hello, Policy("from-api-server", peers));
        var proxied = await AnsweredAsync(s, client, hello);
        var closed = past with { IsPatient = false };
        var direct = await SettledAsync(s, closed);

        s.Seen.ExpectAnswer("a call through the API server, whose address is let in", proxied, HelloWorkload.Greeting);
        s.Seen.Expect(
            "a direct call from another pod", "no connection", direct.Status is { } status ? $"{status}" : "no connection",
            direct.Status is null, $"{closed}: {direct.Error ?? direct.Body}; let in: {string.Join(", ", peers)}");
        await ReopenAsync(s, hello, past);
        Tell(s, peers, proxied.Verdict.Evidence.Status);
    });

    /// <summary>Where proxied calls come from, as the pod sees it: what the policy has to let in.</summary>
    private static async Task<IReadOnlyList<string>> PeersAsync(Scenario s, ServiceProxyClient client, DeployedHello hello)
    {
        var peers = new SortedSet<string>(StringComparer.Ordinal);
        for (var call = 0; call < PeerCalls; call++)
        {
            var answer = await client.CallAsync(HttpMethod.Get, hello.Url.WithPath("/peer"), s.Stop);
            if (IPAddress.TryParse(answer.Body.Trim(), out var address))
                peers.Add($"{address}");
        }

        return peers.Count > 0 ? [.. peers] : throw HarnessException.Undecided("no proxied call tells what address it comes from");
    }

    /// <summary>Skips the scenario where a pod still answers.</summary>
    private static async Task EnforcedAsync(Scenario s, PodGet past)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await s.CallAsync(past with { IsPatient = false }) is { Status: { } status })
        {
            if (Stopwatch.GetElapsedTime(begun) < Enforcement)
                continue;
            s.Seen.Tell(
                AlternativeCatalogue.NetworkPolicy, AlternativeCatalogue.StaysOpen,
                $"everything: this cluster's network enforces no policies (a direct call was answered {status})");
            throw new IgnoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"the cluster's network enforces no NetworkPolicies: {Enforcement.TotalSeconds:0} s after one that lets nobody in, another "
                + $"pod's direct call was still answered {status}"));
        }
    }

    /// <summary>The first answer to a direct call within a while, or the last failure.</summary>
    private static async Task<PodAnswer> SettledAsync(Scenario s, PodGet closed)
    {
        var begun = Stopwatch.GetTimestamp();
        var last = await s.CallAsync(closed);
        while (last.Status is null && Stopwatch.GetElapsedTime(begun) < Settled)
            last = await s.CallAsync(closed);
        return last;
    }

    private static Task<ProxyAnswer> AnsweredAsync(Scenario s, ServiceProxyClient client, DeployedHello hello) =>
        new Condition("a proxied call is let in", Deadline).WaitAsync(
            async ct => await client.CallAsync(HttpMethod.Get, hello.Url, ct) is { Verdict.IsAllowed: true } answer
                ? Seen.Met(answer)
                : Seen.NotYet<ProxyAnswer>("it is not"),
            s.Stop);

    /// <summary>The control: that no connection came about was the policy's doing if it comes about without it.</summary>
    private static async Task ReopenAsync(Scenario s, DeployedHello hello, PodGet past)
    {
        await s.Session.Cluster.Admin.NetworkingV1.DeleteNamespacedNetworkPolicyAsync("closed", hello.Namespace, cancellationToken: s.Stop);
        await s.Session.Cluster.Admin.NetworkingV1
            .DeleteNamespacedNetworkPolicyAsync("from-api-server", hello.Namespace, cancellationToken: s.Stop);
        s.Seen.ExpectStatus("a direct call once the policies are gone", past, await s.CallAsync(past), 200, HelloWorkload.Greeting);
    }

    private static void Tell(Scenario s, IReadOnlyList<string> peers, int? proxied)
    {
        s.Seen.Tell(
            AlternativeCatalogue.NetworkPolicy, AlternativeCatalogue.WhoAuthenticates,
            $"nobody: addresses are let in, here the API server's ({string.Join(", ", peers)}), which then asks RBAC: {proxied}");
        s.Seen.Tell(
            AlternativeCatalogue.NetworkPolicy, AlternativeCatalogue.StaysOpen,
            "whatever comes from the addresses that are let in; a direct call from another pod got no connection");
        s.Seen.Tell(
            AlternativeCatalogue.NetworkPolicy, AlternativeCatalogue.CannotDo,
            "tell callers, methods or paths apart; work where the network does not enforce it; follow an API server that moves");
    }

    private static async Task CreateAsync(Scenario s, DeployedHello hello, V1NetworkPolicy policy)
    {
        try
        {
            await s.Session.Cluster.Admin.NetworkingV1
                .CreateNamespacedNetworkPolicyAsync(policy, hello.Namespace, cancellationToken: s.Stop);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new IgnoreException("the kubeconfig's user may not create network policies: grant create and delete on them", refused);
        }
    }

    /// <summary>Lets addresses in, and nobody else, to every pod of the namespace.</summary>
    private static V1NetworkPolicy Policy(string name, IReadOnlyList<string> from) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector(),
            PolicyTypes = ["Ingress"],
            Ingress = from.Count == 0 ? null :
            [
                new V1NetworkPolicyIngressRule
                {
                    FromProperty =
                    [
                        .. from.Select(address => new V1NetworkPolicyPeer
                        {
                            IpBlock = new V1IPBlock { Cidr = $"{address}/{(address.Contains(':', StringComparison.Ordinal) ? 128 : 32)}" },
                        }),
                    ],
                    Ports = [new V1NetworkPolicyPort { Port = HelloWorkload.Port, Protocol = "TCP" }],
                },
            ],
        },
    };
}
