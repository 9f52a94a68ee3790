using Harness.Clusters;
using Harness.Waiting;

namespace Harness.Workloads;

/// <summary>Waits until a workload answers on its node port: the node's proxy rules lag behind the endpoints.</summary>
public static class DirectReadiness
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>kube-proxy opens a node port before its rules forward it: a connection in between is never answered.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    /// <summary>Waits; does nothing where the route is from a pod.</summary>
    /// <exception cref="HarnessException">It did not answer in time.</exception>
    public static async Task WaitAsync(DirectRoute route, DeployedHello hello, CancellationToken cancellationToken)
    {
        if (hello.NodePort is not { } port || route.To(port) is not { } url)
            return;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = LongestLook };
        await new Condition($"{hello.Namespace}/{hello.Name} answers directly at {url}", Deadline).WaitAsync(
            async ct =>
            {
                using var response = await client.GetAsync(url, ct).ConfigureAwait(false);
                return response.IsSuccessStatusCode ? Seen.Met(true) : Seen.NotYet<bool>($"{(int)response.StatusCode}");
            },
            cancellationToken).ConfigureAwait(false);
    }
}
