using Harness.Api;
using Harness.Load.Agents;
using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Workloads.Agents;

namespace Harness.Load.Services;

/// <summary>The two ways on which agents load a service, from the same pods.</summary>
/// <param name="request">What is asked of it.</param>
/// <param name="service">The service.</param>
/// <param name="direct">Its own address.</param>
/// <param name="status">The status of a correct answer.</param>
internal sealed class AgentWays(ServiceRequest request, FoundService service, InClusterWay direct, int status)
{
    /// <summary>What agents may load, in their words.</summary>
    public IReadOnlyList<AgentTarget> Targets =>
    [
        Target(RungKind.Direct, request.At(direct.Url)) with { SpreadsAddresses = direct.SpreadsAddresses },
        Target(RungKind.Proxy, new Uri(Proxied.AbsoluteUri.TrimEnd('/') + request.Path)) with
        {
            TokenFile = AgentFleet.TokenFile,
            CaFile = AgentFleet.CaFile,
        },
    ];

    private Uri Proxied => service.Url.On(ApiServerAddress.InCluster);

    /// <summary>The rungs: the direct way, the proxy, and the proxy once more.</summary>
    public IReadOnlyList<LadderRung> Rungs(AgentCrew crew, AgentLog log, TimeProvider time) =>
    [
        Rung(RungKind.Direct, Targets[0], crew, log, time) with { Against = null },
        Rung(RungKind.Proxy, Targets[1], crew, log, time) with { Against = RungKind.Direct.Name },
        Rung(RungKind.Again, Targets[1], crew, log, time),
    ];

    private static LadderRung Rung(RungKind kind, AgentTarget target, AgentCrew crew, AgentLog log, TimeProvider time)
    {
        var asked = new HttpTarget(target.Url, target.Marker)
        {
            Method = new HttpMethod(target.Method),
            ExpectedStatus = target.ExpectedStatus,
        };
        var each = target.SpreadsAddresses ? ", each connection to one of its pods" : "";
        var route = new LoadRoute(kind.Name, $"pods in the cluster, {target.Url.Scheme}://{target.Url.Authority}{each}", asked);
        return RungChoice.At(kind, route, new AgentGenerator(kind.Name, target.Name, crew, log, time)).Rung!;
    }

    private AgentTarget Target(RungKind kind, Uri url) => new(kind.Id, url, "", null, null)
    {
        Method = request.Method.Method,
        BodyFile = request.Body.IsEmpty ? null : AgentFleet.BodyFile,
        ExpectedStatus = status,
    };
}
