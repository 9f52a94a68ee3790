using Harness.Clusters.Existing;
using Harness.Load;
using Harness.Load.Agents;
using Harness.Load.Headless;
using Harness.Load.Plans;
using Harness.Load.RbacCost;
using Harness.Load.Services;
using Harness.Load.SideEffects;
using Harness.Load.Soak;
using Harness.Load.Suite;
using Harness.Rbac.Objects;
using Harness.Runs;
using Harness.Workloads.Agents;

namespace Harness.Cli.Commands;

/// <summary>What a step of <c>bench</c> does on a cluster of others, said before it does.</summary>
/// <param name="Load">The load, for people.</param>
internal sealed record GuestShare(string Load)
{
    /// <summary>What it makes besides hello-app and its consumer, for people; null for nothing.</summary>
    public string? Makes { get; private init; }

    /// <summary>Permissions that other runs do not need.</summary>
    public IReadOnlyList<AccessQuestion> Needs { get; private init; } = [];

    /// <summary>A step's share.</summary>
    public static GuestShare Of(IRunStep step) => step switch
    {
        QuickBenchmarkStep => new("the quick benchmark (32 connections, 28 s)"),
        LadderRun => new("the ladder or the alternatives (as many connections as --concurrency or the profile says)"),
        SideEffectsRun => new("calls at rates up to all that the proxy takes, beside ordinary calls of the API server")
        {
            Makes = "for the side effects, 500 more pods that no scheduler takes, a ConfigMap and a Lease",
            Needs =
            [
                .. NeededRole.Ask("", "configmaps", "patch", "watch"),
                .. NeededRole.Ask("coordination.k8s.io", "leases", "create", "get", "update"),
            ],
        },
        RbacCostRun rbac => new("calls to the API server, one at a time, allowed and denied") { Makes = rbac.GuestLine },
        HeadlessRun => new("a headless service (8 requests in flight), and the same while its pods change")
        {
            Needs = [.. NeededRole.Ask("apps", "deployments", "patch")],
        },
        SoakRun => new("half of what the proxy takes at 8 requests in flight, for hours"),
        PlanRun => new("what the load plan says"),
        AgentsRun => new("agents in pods together (--agents)")
        {
            Makes = "for the agents, a pod for each of them, and a Job from Kubernetes 1.24 on",
            Needs = AgentPermissions.Needed(PermissionCheck.AnyNamespace, isJob: true),
        },
        ServiceAgentsRun => new("the service, from pods that are made for it (--service with --agents)"),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "its share on a cluster of others is not said"),
    };
}
