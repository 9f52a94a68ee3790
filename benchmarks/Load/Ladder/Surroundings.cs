using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Harness.Clusters;
using Harness.Load.Engine;
using Harness.Proxying;
using Harness.Runs;
using Harness.Workloads;
using k8s;
using k8s.Autorest;

namespace Harness.Load.Ladder;

/// <summary>What a cluster offers besides the ways that every one has.</summary>
/// <param name="Stub">The stub in this process.</param>
/// <param name="Direct">The direct way.</param>
internal sealed record Surroundings(Uri Stub, DirectRoute Direct)
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>The pod's own address, where this host reaches it.</summary>
    public Uri? Pod { get; init; }

    /// <summary>Ports that a container engine publishes, besides the direct way.</summary>
    public DirectRoute? Published { get; init; }

    /// <summary>The workload's own certificate; null where it serves no HTTPS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Why no admission policy judges calls; null where one does.</summary>
    public string? Admission { get; init; }

    /// <summary>The proxy URL whose calls a webhook judges; or the reason why none does.</summary>
    public (ServiceProxyUrl? Url, string? Reason) Webhook { get; init; }

    /// <summary>Looks around.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="stub">The stub in this process.</param>
    /// <param name="published">Ports that a container engine publishes; null for none.</param>
    /// <param name="stop">Ends the looking.</param>
    public static async Task<Surroundings> FindAsync(BenchWorkload workload, Uri stub, DirectRoute? published, CancellationToken stop)
    {
        var guard = new AdmissionGuard(workload);
        return new Surroundings(stub, workload.Session.Direct)
        {
            Pod = await PodAsync(workload, stop).ConfigureAwait(false),
            Published = published,
            Certificate = await CertificateAsync(workload, stop).ConfigureAwait(false),
            Admission = await guard.InstallPolicyAsync(stop).ConfigureAwait(false),
            Webhook = await guard.InstallWebhookAsync(stop).ConfigureAwait(false),
        };
    }

    /// <summary>Ports that a container engine publishes, where they are not the direct way already; null where there are none.</summary>
    public static async Task<DirectRoute?> PublishedAsync(HarnessSession session, CancellationToken stop)
    {
        if (session.Direct.Kind != DirectRouteKind.Node || session.Facts.Engine is null)
            return null;
        try
        {
            return await session.Cluster.FindDirectRouteAsync(DirectRouteKind.Published, stop).ConfigureAwait(false);
        }
        catch (HarnessException)
        {
            return null; // this node publishes none
        }
    }

    /// <summary>Only where this host reaches nodes: on an existing cluster, nobody's network is probed unless that was asked for.</summary>
    private static async Task<Uri?> PodAsync(BenchWorkload workload, CancellationToken stop)
    {
        if (workload.Session.Direct.Kind != DirectRouteKind.Node)
            return null;
        var target = new HttpTarget(
            new UriBuilder("http", workload.Hello.Pods.Values.First(), HelloWorkload.Port).Uri, HelloWorkload.Greeting);
        var answer = await new LocalLoadGenerator().AskAsync(target, LongestLook, stop).ConfigureAwait(false);
        return answer.IsRightFor(target) ? target.Url : null;
    }

    /// <summary>
    /// The certificate that hello-app made for itself, asked of it through the API server, whose own was verified. Other images have none.
    /// </summary>
    private static async Task<X509Certificate2?> CertificateAsync(BenchWorkload workload, CancellationToken stop)
    {
        if (!workload.Session.Image.IsOurs)
            return null;
        try
        {
            using var answer = await workload.Session.Cluster.Admin.CoreV1.ConnectGetNamespacedPodProxyWithPathAsync(
                $"{workload.Hello.Pods.Keys.First()}:{HelloWorkload.Port}", workload.Hello.Namespace, "certificate",
                cancellationToken: stop).ConfigureAwait(false);
            using var reader = new StreamReader(answer);
            return X509Certificate2.CreateFromPem(await reader.ReadToEndAsync(stop).ConfigureAwait(false));
        }
        catch (Exception none) when (none is HttpOperationException or CryptographicException)
        {
            return null;
        }
    }
}
