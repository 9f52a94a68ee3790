using Harness.Load.Engine;
using Harness.Tests.Support;
using Harness.Workloads;
using HelloApp.Calling;
using HelloApp.Load;

namespace Harness.Tests.Workloads;

internal sealed class PodLoadTests
{
    private static readonly Uri Url = new("http://10.43.0.7:8080/a?b=c");
    private static readonly LoadRound Round =
        new(32, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.7), TimeSpan.Zero) { Rate = 1_234.5 };

    [Test]
    public void The_pod_is_told_the_whole_round()
    {
        var command = PodLoad.Command(Url, "Hello, world!", Round, PodCaller.With(new("alice", "open sesame")));

        command[0].ShouldBe("load");
        LoadOptions.Parse([.. command.Skip(1)])
            .ShouldBe(new LoadOptions(Url, "Hello, world!", new Caller(UserFile: "/var/run/secrets/harness/user"), Round));
    }

    [Test]
    public async Task What_the_pod_measured_is_read()
    {
        var latencies = Latencies.NewHistogram();
        Latencies.Record(latencies, TimeSpan.FromMilliseconds(3));
        var measured = new RoundMeasurement
        {
            Latencies = latencies,
            Errors = new Dictionary<string, long> { [ErrorKinds.Timeout] = 2 },
            Seconds = 0.75,
        };

        var read = await RunAsync(measured.ToJson() + "\n");

        read.ToJson().ShouldBe(measured.ToJson());
    }

    [TestCase("panic: out of memory")]
    [TestCase("")]
    public async Task A_pod_without_figures_is_undecided_and_quoted(string output)
    {
        var failure = await Should.ThrowAsync<HarnessException>(RunAsync(output));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe($"the load pod in team-a gave no figures, but said: {output}");
    }

    private static async Task<RoundMeasurement> RunAsync(string output)
    {
        using var api = new FakeApiServer(request => (request.Method, request.Path) switch
        {
            ("POST", _) => ApiAnswer.Text("""{"metadata":{"name":"load-1"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/load-1") => ApiAnswer.Text("""{"status":{"phase":"Succeeded"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/load-1/log") => ApiAnswer.Text(output),
            ("DELETE", _) => ApiAnswer.Text("{}"),
            _ => null,
        });
        using var admin = api.Client();
        return await new PodLoad(admin, HelloImageChoice.Other("hello:1"))
            .RunAsync("team-a", Url, "Hello, world!", Round, PodCaller.Nobody, CancellationToken.None);
    }
}
