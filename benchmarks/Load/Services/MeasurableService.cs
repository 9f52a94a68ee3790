using Harness.Api;
using Harness.Rbac.Objects;
using Harness.Workloads.Agents;

namespace Harness.Load.Services;

/// <summary>A service that answers, before agents are made for it: nothing is made for one that does not.</summary>
public sealed class MeasurableService
{
    private MeasurableService(ServiceRequest request, AgentWays ways, ServiceAgentPermissions permissions, string? selector) =>
        (Request, Ways, Permissions, Selector) = (request, ways, permissions, selector);

    /// <summary>What is asked of it.</summary>
    public ServiceRequest Request { get; }

    /// <summary>What that needs on the cluster.</summary>
    public ServiceAgentPermissions Permissions { get; }

    /// <summary>The ways on which agents load it.</summary>
    internal AgentWays Ways { get; }

    /// <summary>What its pods are selected by; null for none.</summary>
    internal string? Selector { get; }

    /// <summary>Looks for it, and asks it once.</summary>
    /// <param name="caller">The kubeconfig's user.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="namesImage">Whether the agents' image is named, so that no node is looked at for it.</param>
    /// <param name="stop">Ends the calls.</param>
    /// <exception cref="HarnessException">
    /// There is no such service (exit code 2); it does not answer as the kubeconfig's user asks (exit code 3).
    /// </exception>
    public static async Task<MeasurableService> FindAsync(
        ApiCaller caller, ServiceRequest request, bool namesImage, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var service = await FoundService.FindAsync(caller, request.Service, stop).ConfigureAwait(false);
        var direct = await InClusterWay.FindAsync(caller, service, stop).ConfigureAwait(false);
        var status = (await ServiceProbe.AskAsync(caller, service, request, stop).ConfigureAwait(false)).ExpectedStatus;
        return new MeasurableService(
            request,
            new AgentWays(request, service, direct, status),
            new ServiceAgentPermissions(service.Url.Namespace, service.Url.ResourceName, request.Method.Method)
            {
                IsJob = AgentFleet.HasJobs(KubernetesChange.VersionOf(caller.Version)),
                LooksAtNodes = !namesImage,
            },
            service.Selector);
    }
}
