using Harness.Api;
using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Workloads;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>The ways that agents load, each by one of them and by all: the same connections in all.</summary>
internal static class AgentRungs
{
    /// <summary>Through the API server.</summary>
    public const string Proxied = "proxied";

    /// <summary>Straight to the service's own address.</summary>
    public const string Direct = "direct";

    /// <summary>What agents may load, in their words.</summary>
    public static IReadOnlyList<AgentTarget> Targets(DeployedHello hello) =>
    [
        new(Proxied, hello.Url.On(ApiServerAddress.InCluster), HelloWorkload.Greeting, AgentFleet.TokenFile, AgentFleet.CaFile),
        new(Direct, new UriBuilder("http", hello.ClusterAddress, HelloWorkload.Port).Uri, HelloWorkload.Greeting, null, null),
    ];

    /// <summary>Name of a way by one agent.</summary>
    public static string ByOne(string way) => $"{way}: one agent";

    /// <summary>Name of a way by all.</summary>
    public static string ByAll(string way, int agents) => FormattableString.Invariant($"{way}: {agents} agents");

    /// <summary>The rungs: of each way, all agents are compared with one.</summary>
    public static IReadOnlyList<LadderRung> Of(AgentFleet fleet, AgentCrew crew, AgentLog log, TimeProvider time) =>
        [.. fleet.Targets.SelectMany(target => Of(target, fleet.Count, crew, log, time))];

    private static IEnumerable<LadderRung> Of(AgentTarget target, int agents, AgentCrew crew, AgentLog log, TimeProvider time)
    {
        var (one, all) = (ByOne(target.Name), ByAll(target.Name, agents));
        yield return new LadderRung(Route(one, target), new AgentGenerator(one, target.Name, crew, log, time) { IsOne = true });
        yield return new LadderRung(Route(all, target), new AgentGenerator(all, target.Name, crew, log, time)) { Against = one };
    }

    private static LoadRoute Route(string name, AgentTarget target) => new(
        name, $"pods in the cluster, {target.Url.Scheme}://{target.Url.Authority}", new HttpTarget(target.Url, target.Marker));
}
