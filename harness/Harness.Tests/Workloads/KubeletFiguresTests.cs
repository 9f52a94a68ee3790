using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class KubeletFiguresTests
{
    private static readonly DateTimeOffset Asked = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Figures_from_before_the_question_are_not_taken()
    {
        var looks = 0;
        using var api = new FakeApiServer(request => request.Path.Contains("/nodes/", StringComparison.Ordinal)
            ? Summary(++looks switch { 1 => -9, 2 => 0, _ => 1 })
            : ApiAnswer.Text("""{"spec":{"nodeName":"node-1","containers":[]}}"""));
        using var admin = api.Client();

        var figures = await new KubeletFigures(admin).ReadAsync("team-a", "nginx", ["web-1"], default);

        figures["web-1"].ShouldBe(new ContainerUsage(Asked.AddSeconds(1), 1.5, 2048));
        looks.ShouldBe(3);
        api.Calls.ShouldContain("GET /api/v1/nodes/node-1/proxy/stats/summary");
    }

    /// <summary>Figures of another namespace's and another container beside those asked for; the kubelet's clock goes on.</summary>
    private static ApiAnswer Summary(int second)
    {
        var time = Asked.AddSeconds(second).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        return ApiAnswer.Text($$$"""
            {"pods":[
              {"podRef":{"name":"web-1","namespace":"team-b"},
               "containers":[{"name":"nginx","cpu":{"time":"{{{time}}}","usageCoreNanoSeconds":7},"memory":{"workingSetBytes":7}}]},
              {"podRef":{"name":"web-1","namespace":"team-a"},"containers":[
                {"name":"hello","cpu":{"time":"{{{time}}}","usageCoreNanoSeconds":8},"memory":{"workingSetBytes":8}},
                {"name":"nginx","cpu":{"time":"{{{time}}}","usageCoreNanoSeconds":1500000000},"memory":{"workingSetBytes":2048}}]}]}
            """) with { Date = Asked.AddSeconds(Math.Max(0, second)) };
    }
}
