using System.Text.Json;
using Harness.Access;
using Harness.Proxying;
using k8s;

namespace Harness.Workloads;

/// <summary>A call that a pod makes to the API server with its mounted token and the cluster's CA: hello-app's <c>call</c> command.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
public sealed class PodCall(IKubernetes admin, HelloImageChoice image)
{
    private const string Mounted = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Calls a service through the API server's proxy, from inside the cluster.</summary>
    /// <param name="consumer">As whom: the pod runs under its service account, in its namespace.</param>
    /// <param name="url">What is called.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProxyAnswer> GetAsync(Consumer consumer, ServiceProxyUrl url, CancellationToken cancellationToken)
    {
        var address = url.On(new Uri("https://kubernetes.default.svc"));
        string[] command = ["call", "--url", address.AbsoluteUri, "--token-file", $"{Mounted}/token", "--ca-file", $"{Mounted}/ca.crt"];
        var output = await new OneShotPod(admin, image).RunAsync(consumer.Namespace, consumer.Name, command, Deadline, cancellationToken)
            .ConfigureAwait(false);
        var call = new CallEvidence { Method = "GET", Url = url.PathAndQuery, Caller = $"a pod of {consumer.Name}" };
        try
        {
            var result = JsonSerializer.Deserialize<Printed>(output, JsonSerializerOptions.Web)!;
            return new ProxyAnswer(VerdictReader.Read(call, result.Status, result.Body), result.Body);
        }
        catch (JsonException)
        {
            return new ProxyAnswer(new Verdict(VerdictKind.Failed, call with { Error = output.Trim() }), "");
        }
    }

    private sealed record Printed(int Status, string Body);
}
