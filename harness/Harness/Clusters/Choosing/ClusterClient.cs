using Harness.Api;
using Harness.Clusters.Node;
using k8s;

namespace Harness.Clusters.Choosing;

/// <summary>A client for commands that only ask: of the kubeconfig's cluster, else of the one kept by <c>up</c>.</summary>
public static class ClusterClient
{
    /// <summary>Connects; nothing is started, and no permission is asked for beforehand.</summary>
    /// <exception cref="HarnessException">There is no cluster, or it cannot be reached.</exception>
    public static async Task<Kubernetes> ConnectAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        (await ConnectWithAddressAsync(options, cancellationToken).ConfigureAwait(false)).Client;

    /// <summary>The same, with the API server's address, for calls made without the client.</summary>
    /// <exception cref="HarnessException">There is no cluster, or it cannot be reached.</exception>
    public static async Task<(Kubernetes Client, ApiServerAddress Api)> ConnectWithAddressAsync(
        ClusterOptions options, CancellationToken cancellationToken)
    {
        var kept = options.Kubeconfig is null && options.Source != ClusterSource.Existing
            ? await KeptAsync(options, cancellationToken).ConfigureAwait(false)
            : null;
        var file = options.Kubeconfig ?? kept;
        if (file is null && options.Source != ClusterSource.Existing)
            throw HarnessException.Undecided("there is no cluster to ask: start one with ./run.sh up, or give --kubeconfig FILE");
        var choice = new ServerChoice(file, options.Context) { AllowsPlainHttp = options.AllowsPlainHttp, IsHere = kept is not null };
        var (client, api, _) = await ServerGreeting.ConnectAsync(choice, cancellationToken).ConfigureAwait(false);
        return (client, api);
    }

    private static async Task<string?> KeptAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        if (options.Attach is not { } folder)
            return null;
        var kept = new KeptCluster(folder);
        await kept.EnsureIsAsync(options, cancellationToken).ConfigureAwait(false);
        return File.Exists(kept.KubeconfigFile) ? kept.KubeconfigFile : null;
    }
}
