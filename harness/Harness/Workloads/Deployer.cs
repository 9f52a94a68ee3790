using System.Net;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>Deploys a Deployment with the Service in front of it, and waits until every endpoint is ready.</summary>
/// <param name="admin">Client of an administrator.</param>
public sealed class Deployer(IKubernetes admin)
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Deploys.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="service">The Service that selects its pods.</param>
    /// <param name="ns">Where.</param>
    /// <param name="nodePorts">Node ports that can be reached, of which a service with node ports takes the first free one; empty when
    /// every one can.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">
    /// It did not become ready; the message holds what its pods said last, or who refuses them: a quota, a policy, the scheduler.
    /// </exception>
    /// <exception cref="ImagePullException">The nodes cannot get an image.</exception>
    public async Task<DeployedService> DeployAsync(
        V1Deployment deployment, V1Service service, string ns, IReadOnlyList<int> nodePorts, CancellationToken cancellationToken)
    {
        var made = await CreateServiceAsync(service, ns, nodePorts, cancellationToken).ConfigureAwait(false);
        await admin.AppsV1.CreateNamespacedDeploymentAsync(deployment, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        made.Metadata.NamespaceProperty = ns;
        return new DeployedService(made, await EndpointsAsync(deployment, service.Metadata.Name, ns, cancellationToken)
            .ConfigureAwait(false));
    }

    /// <summary>Waits for what somebody else deployed.</summary>
    /// <exception cref="HarnessException">It did not become ready; the message holds what its pods said last.</exception>
    /// <exception cref="ImagePullException">The nodes cannot get an image.</exception>
    public async Task<DeployedService> ReadyAsync(V1Deployment deployment, string service, string ns, CancellationToken cancellationToken)
    {
        var pods = await EndpointsAsync(deployment, service, ns, cancellationToken).ConfigureAwait(false);
        var made = await admin.CoreV1.ReadNamespacedServiceAsync(service, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new DeployedService(made, pods);
    }

    /// <summary>Where only some node ports can be reached, takes the first one that is free.</summary>
    private async Task<V1Service> CreateServiceAsync(
        V1Service service, string ns, IReadOnlyList<int> nodePorts, CancellationToken cancellationToken)
    {
        if (service.Spec.Type != "NodePort" || nodePorts.Count == 0)
            return await CreateAsync().ConfigureAwait(false);
        foreach (var port in nodePorts)
        {
            try
            {
                service.Spec.Ports[0].NodePort = port;
                return await CreateAsync().ConfigureAwait(false);
            }
            catch (HttpOperationException taken) when (taken.Response.StatusCode == HttpStatusCode.UnprocessableEntity
                && taken.Response.Content.Contains("already allocated", StringComparison.Ordinal))
            {
            }
        }

        throw HarnessException.Undecided($"all node ports that this host reaches are taken: {string.Join(", ", nodePorts)}");

        Task<V1Service> CreateAsync() => admin.CoreV1.CreateNamespacedServiceAsync(service, ns, cancellationToken: cancellationToken);
    }

    private Task<Dictionary<string, string>> EndpointsAsync(
        V1Deployment deployment, string service, string ns, CancellationToken cancellationToken)
    {
        var watch = new TroubleWatch($"the pods of {ns}/{deployment.Metadata.Name}", Time);
        var replicas = deployment.Spec.Replicas ?? 1;
        return new Condition($"service {ns}/{service} has {replicas} ready endpoints", ReadyDeadline) { Time = Time }.WaitAsync(
            async ct =>
            {
                var endpoints = await ReadEndpointsAsync(service, ns, ct).ConfigureAwait(false);
                var ready = from subset in endpoints?.Subsets ?? []
                            from address in subset.Addresses ?? []
                            select (Pod: address.TargetRef?.Name ?? address.Ip, address.Ip);
                var pods = ready.ToDictionary(pair => pair.Pod, pair => pair.Ip);
                if (pods.Count == replicas)
                    return Seen.Met(pods);
                var states = await PodStates.ReadAsync(admin, deployment, ns, ct).ConfigureAwait(false);
                watch.Look(states.Trouble, states.Description);
                return Seen.NotYet<Dictionary<string, string>>($"{pods.Count} ready; {states.Description}");
            },
            cancellationToken);
    }

    private async Task<V1Endpoints?> ReadEndpointsAsync(string name, string ns, CancellationToken cancellationToken)
    {
        try
        {
            return await admin.CoreV1.ReadNamespacedEndpointsAsync(name, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
