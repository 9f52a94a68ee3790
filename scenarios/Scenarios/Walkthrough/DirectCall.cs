using Harness.Clusters;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Walkthrough;

/// <summary>A call straight to the service, past the API server, by the route that this host has.</summary>
internal sealed record DirectCall(string Url, int Status, string Body)
{
    public static async Task<DirectCall> GetAsync(Scenario s, DeployedHello hello)
    {
        if (s.Session.Direct.Kind == DirectRouteKind.Pod)
            return await FromPodAsync(s, hello);
        await DirectReadiness.WaitAsync(s.Session.Direct, hello, s.Stop);
        var url = s.Session.Direct.To(hello.NodePort!.Value)!;
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        using var response = await client.GetAsync(url, s.Stop);
        return new DirectCall(
            $"GET {url} ({s.Session.Direct.Description})", (int)response.StatusCode, await response.Content.ReadAsStringAsync(s.Stop));
    }

    private static async Task<DirectCall> FromPodAsync(Scenario s, DeployedHello hello)
    {
        s.RequireOurImage("this host reaches no node, and calling from a pod");
        var get = new PodGet(new UriBuilder("http", hello.ClusterAddress, HelloWorkload.Port).Uri, PodCaller.Nobody);
        var answer = await s.CallAsync(get);
        return new DirectCall(
            $"{get}", answer.Status ?? throw HarnessException.Undecided($"{get} was not answered: {answer.Error}"), answer.Body);
    }
}
