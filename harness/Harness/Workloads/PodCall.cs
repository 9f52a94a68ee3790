using Harness.Access;
using Harness.Api;
using Harness.Proxying;
using k8s;

namespace Harness.Workloads;

/// <summary>A call that a pod makes: hello-app's <c>call</c> command.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
public sealed class PodCall(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <summary>Calls a service through the API server's proxy, with the pod's mounted token and the cluster's CA.</summary>
    /// <param name="consumer">As whom: the pod runs under its service account, in its namespace.</param>
    /// <param name="url">What is called.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProxyAnswer> GetAsync(Consumer consumer, ServiceProxyUrl url, CancellationToken cancellationToken)
    {
        var get = new PodGet(url.On(ApiServerAddress.InCluster), PodCaller.As(consumer)) { IsPatient = false };
        var answer = await GetAsync(consumer.Namespace, get, cancellationToken).ConfigureAwait(false);
        var call = new CallEvidence { Method = "GET", Url = url.PathAndQuery, Caller = $"a pod of {consumer.Name}" };
        return answer.Status is { } status
            ? new ProxyAnswer(VerdictReader.Read(call, status, answer.Body), answer.Body)
            : new ProxyAnswer(new Verdict(VerdictKind.Failed, call with { Error = answer.Error }), "");
    }

    /// <summary>Calls an address in the cluster.</summary>
    /// <param name="ns">Where the pod runs.</param>
    /// <param name="get">The call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PodAnswer> GetAsync(string ns, PodGet get, CancellationToken cancellationToken) => PodAnswer.Parse(
        await new OneShotPod(admin, image).RunAsync(ns, get.Caller, get.Command, Deadline, cancellationToken)
            .ConfigureAwait(false));
}
