using System.Net;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads;

/// <summary>Deploys workloads and waits until each is ready: every endpoint listed, and every one of them answers.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image its pods run.</param>
public sealed class HelloDeployer(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);

    /// <summary>A registry's hiccup is over by then; a pull that fails for longer fails for ever.</summary>
    private static readonly TimeSpan PullPatience = TimeSpan.FromSeconds(20);

    /// <summary>The kubelet's words (source: pkg/kubelet/images/types.go).</summary>
    private static readonly string[] PullFailures = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];
    private const string Greeting = "Hello, world!";

    /// <summary>Deploys a workload.</summary>
    /// <param name="workload">What.</param>
    /// <param name="ns">Where.</param>
    /// <param name="nodePorts">Node ports that can be reached; empty when every one can.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">It did not become ready; the message holds what its pods said last.</exception>
    public async Task<DeployedHello> DeployAsync(
        HelloWorkload workload, string ns, IReadOnlyList<int> nodePorts, CancellationToken cancellationToken)
    {
        var service = await CreateServiceAsync(workload, ns, nodePorts, cancellationToken).ConfigureAwait(false);
        await admin.AppsV1.CreateNamespacedDeploymentAsync(workload.Deployment(image), ns, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var pods = await EndpointsAsync(workload, ns, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(pods.Keys.Select(pod => AnsweringAsync(ns, pod, cancellationToken))).ConfigureAwait(false);
        var clusterAddress = workload.IsHeadless ? null : service.Spec.ClusterIP;
        return new DeployedHello(ns, workload.Name, workload.IsHeadless ? null : service.Spec.Ports[0].NodePort, clusterAddress, pods);
    }

    /// <summary>Where only some node ports can be reached, takes the first one that is free.</summary>
    private async Task<V1Service> CreateServiceAsync(
        HelloWorkload workload, string ns, IReadOnlyList<int> nodePorts, CancellationToken cancellationToken)
    {
        if (workload.IsHeadless || nodePorts.Count == 0)
            return await CreateAsync(workload).ConfigureAwait(false);
        foreach (var port in nodePorts)
        {
            try
            {
                return await CreateAsync(workload with { NodePort = port }).ConfigureAwait(false);
            }
            catch (HttpOperationException taken) when (taken.Response.StatusCode == HttpStatusCode.UnprocessableEntity
                && taken.Response.Content.Contains("already allocated", StringComparison.Ordinal))
            {
            }
        }

        throw HarnessException.Undecided($"all node ports that this host reaches are taken: {string.Join(", ", nodePorts)}");

        Task<V1Service> CreateAsync(HelloWorkload wanted) =>
            admin.CoreV1.CreateNamespacedServiceAsync(wanted.Service(), ns, cancellationToken: cancellationToken);
    }

    private Task<Dictionary<string, string>> EndpointsAsync(HelloWorkload workload, string ns, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        return new Condition($"service {ns}/{workload.Name} has {workload.Replicas} ready endpoints", ReadyDeadline).WaitAsync(
            async ct =>
            {
                var endpoints = await ReadEndpointsAsync(workload.Name, ns, ct).ConfigureAwait(false);
                var ready = from subset in endpoints?.Subsets ?? []
                            from address in subset.Addresses ?? []
                            select (Pod: address.TargetRef?.Name ?? address.Ip, address.Ip);
                var pods = ready.ToDictionary(pair => pair.Pod, pair => pair.Ip);
                if (pods.Count == workload.Replicas)
                    return Seen.Met(pods);
                var states = await PodStatesAsync(ns, ct).ConfigureAwait(false);
                if (CannotPull(states) && TimeProvider.System.GetElapsedTime(begun) > PullPatience)
                    throw HarnessException.Undecided($"the pods of {ns}/{workload.Name} do not get their image {image.Reference}: {states}");
                return Seen.NotYet<Dictionary<string, string>>($"{pods.Count} ready; {states}");
            },
            cancellationToken);
    }

    private static bool CannotPull(string states) => PullFailures.Any(reason => states.Contains($"({reason}:", StringComparison.Ordinal));

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

    private async Task<string> PodStatesAsync(string ns, CancellationToken cancellationToken)
    {
        var pods = await admin.CoreV1.ListNamespacedPodAsync(ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        var states = from pod in pods.Items
                     let waiting = pod.Status.ContainerStatuses?.Select(status => status.State.Waiting).FirstOrDefault(state => state is not null)
                     select $"{pod.Metadata.Name} {pod.Status.Phase}{(waiting is null ? "" : $" ({waiting.Reason}: {waiting.Message})")}";
        return string.Join("; ", states.DefaultIfEmpty("no pods"));
    }

    private Task<bool> AnsweringAsync(string ns, string pod, CancellationToken cancellationToken) =>
        new Condition($"pod {ns}/{pod} answers", ReadyDeadline).WaitAsync(
            async ct =>
            {
                var answer = await admin.CoreV1.ConnectGetNamespacedPodProxyWithHttpMessagesAsync(
                    $"{pod}:{HelloWorkload.Port}", ns, cancellationToken: ct).ConfigureAwait(false);
                using var reader = new StreamReader(answer.Body);
                var body = await reader.ReadToEndAsync(ct).ConfigureAwait(false);
                return body.StartsWith(Greeting, StringComparison.Ordinal) ? Seen.Met(true) : Seen.NotYet<bool>($"it says: {body}");
            },
            cancellationToken);
}
