using Harness.Api;
using Harness.Load.Engine;
using Harness.Proxying;

namespace Harness.Load.Services;

/// <summary>One request to a service through the proxy, as the kubeconfig's user: what it answers is expected of all others.</summary>
internal static class ServiceProbe
{
    /// <summary>Longest wait for an answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>What is asked for, with the status that it is answered with.</summary>
    /// <exception cref="HarnessException">
    /// The answer is none that could be measured (exit code 3); what came instead is told in the server's words.
    /// </exception>
    public static async Task<HttpTarget> AskAsync(
        ApiCaller caller, FoundService service, ServiceRequest request, CancellationToken stop)
    {
        var path = service.Url.PathAndQuery.TrimEnd('/') + request.Path;
        var target = request.On(await caller.TargetAsync(path, stop).ConfigureAwait(false));
        return target with { ExpectedStatus = await StatusAsync(target, service, stop).ConfigureAwait(false) };
    }

    private static async Task<int> StatusAsync(HttpTarget target, FoundService service, CancellationToken stop)
    {
        var answer = await new LocalLoadGenerator().AskAsync(target, Timeout, stop).ConfigureAwait(false);
        var what = $"{target.Method} {target.Url.PathAndQuery}";
        if (answer.Status is not { } status)
            throw HarnessException.Undecided($"nothing was measured: {what} could not be asked: {answer.Error}");
        var call = new CallEvidence { Method = target.Method.Method, Url = target.Url.PathAndQuery, Caller = "the kubeconfig's user" };
        var verdict = VerdictReader.Read(call, status, answer.Body);
        return verdict.Kind switch
        {
            VerdictKind.Allowed when status < 300 => status,
            VerdictKind.Forbidden => throw HarnessException.Undecided(
                $"nothing was measured: {what} is forbidden to the kubeconfig's user ({verdict}); grant it services/proxy by that name"),
            VerdictKind.Unauthenticated => throw HarnessException.Undecided(
                $"nothing was measured: the API server does not accept the kubeconfig's credentials ({status}); renew them"),
            _ => throw HarnessException.Undecided(
                FormattableString.Invariant($"nothing was measured: {what} came back with {status}, which is no answer to measure: ")
                + $"{RouteCheck.FirstPart(answer.Body)}; {service.Advice(status)}"),
        };
    }
}
