using Harness.Waiting;
using k8s;

namespace Harness.Workloads;

/// <summary>Deploys hello-app and waits until it is ready: every endpoint listed, and every one of them answers.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image its pods run.</param>
public sealed class HelloDeployer(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);

    /// <summary>Deploys a workload.</summary>
    /// <param name="workload">What.</param>
    /// <param name="ns">Where.</param>
    /// <param name="nodePorts">Node ports that can be reached; empty when every one can.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">It did not become ready; the message holds what its pods said last.</exception>
    public Task<DeployedHello> DeployAsync(
        HelloWorkload workload, string ns, IReadOnlyList<int> nodePorts, CancellationToken cancellationToken) => AnsweringAsync(
            workload,
            deployer => deployer.DeployAsync(workload.Deployment(image), workload.Service(), ns, nodePorts, cancellationToken),
            cancellationToken);

    /// <summary>Waits for a workload that somebody else deployed.</summary>
    /// <exception cref="HarnessException">It did not become ready; the message holds what its pods said last.</exception>
    public Task<DeployedHello> ReadyAsync(HelloWorkload workload, string ns, CancellationToken cancellationToken) =>
        AnsweringAsync(
            workload,
            deployer => deployer.ReadyAsync(workload.Deployment(image), workload.Name, ns, cancellationToken),
            cancellationToken);

    private async Task<DeployedHello> AnsweringAsync(
        HelloWorkload workload, Func<Deployer, Task<DeployedService>> ready, CancellationToken cancellationToken)
    {
        try
        {
            var service = await ready(new Deployer(admin)).ConfigureAwait(false);
            var (ns, ports) = (service.Namespace, service.Service.Spec.Ports);
            await Task.WhenAll(service.Pods.Keys.Select(pod => AnsweringAsync(ns, pod, cancellationToken))).ConfigureAwait(false);
            return new DeployedHello(ns, workload.Name, workload.IsHeadless ? null : service.NodePort, service.ClusterAddress, service.Pods)
            {
                PortName = ports[0].Name,
                HttpsNodePort = workload.IsHeadless ? null : ports.FirstOrDefault(port => port.Port == HelloWorkload.HttpsPort)?.NodePort,
            };
        }
        catch (ImagePullException missing)
        {
            throw HarnessException.Undecided($"{missing.Message}\nname an image that the nodes can pull: --hello-image REFERENCE", missing);
        }
    }

    /// <summary>Waits until a pod of hello-app answers, whether it counts as ready or not.</summary>
    /// <exception cref="HarnessException">It did not answer in time.</exception>
    public Task AnsweringAsync(string ns, string pod, CancellationToken cancellationToken) =>
        new Condition($"pod {ns}/{pod} answers", ReadyDeadline).WaitAsync(
            async ct =>
            {
                // With its final slash: without it the API server redirects, and nobody follows.
                var answer = await admin.CoreV1.ConnectGetNamespacedPodProxyWithPathWithHttpMessagesAsync(
                    $"{pod}:{HelloWorkload.Port}", ns, "", cancellationToken: ct).ConfigureAwait(false);
                using var reader = new StreamReader(answer.Body);
                var body = await reader.ReadToEndAsync(ct).ConfigureAwait(false);
                return body.StartsWith(HelloWorkload.Greeting, StringComparison.Ordinal)
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>($"it says: {body}");
            },
            cancellationToken);
}
