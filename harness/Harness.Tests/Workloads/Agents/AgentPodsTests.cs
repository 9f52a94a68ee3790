using System.Net;
using Harness.Tests.Support;
using static Harness.Tests.Workloads.Agents.TwoAgents;

namespace Harness.Tests.Workloads.Agents;

/// <summary>Agents that start, do not start, and are lost.</summary>
internal sealed class AgentPodsTests
{
    private const string Quota =
        "pods 'load-agent-1-x' is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2";

    [Test]
    public async Task An_agent_that_a_quota_refuses_is_named_with_the_quotas_words()
    {
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => List(Running(0)),
            ("GET", "/api/v1/namespaces/team-a/events") => ApiAnswer.Text($$"""
                {"items":[{"metadata":{},"lastTimestamp":"2026-11-30T10:00:05Z","message":"Error creating: {{Quota}}"}]}
                """),
            _ => null,
        });

        var failure = await NotReadyAsync(api, isJob: true);

        failure.ShouldBe($"the 2 load agents in team-a do not start: agent 1: the API server refuses them: {Quota}");
        api.Seen.First(request => request.Path.EndsWith("/events", StringComparison.Ordinal)).Query
            .ShouldContain("involvedObject.kind=Job,involvedObject.name=load-agent,reason=FailedCreate");
    }

    [Test]
    public async Task A_refusal_from_before_the_newest_pod_is_past()
    {
        var looks = 0;
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => ++looks > 40 ? List(Running(0), Running(1)) : List(Running(0)),
            ("GET", "/api/v1/namespaces/team-a/events") => ApiAnswer.Text(
                """{"items":[{"metadata":{},"lastTimestamp":"2026-11-30T09:59:59Z","message":"Error creating: exceeded quota"}]}"""),
            _ => null,
        });
        using var admin = api.Client();
        var agents = await StartAsync(admin, isJob: true);

        (await agents.ReadyAsync(default)).Select(agent => agent.Pod).ShouldBe(["load-agent-0-x", "load-agent-1-x"]);
    }

    [Test]
    public async Task A_plain_pod_that_is_refused_is_named_likewise()
    {
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => List(Running(0)),
            ("POST", Pods) => request.Body.Contains("load-agent-0-", StringComparison.Ordinal)
                ? ApiAnswer.Text(Running(0))
                : new ApiAnswer(HttpStatusCode.Forbidden, StatusText.Of(403, "Forbidden", Quota)),
            _ => null,
        });

        (await NotReadyAsync(api, isJob: false)).ShouldBe(
            $"the 2 load agents in team-a do not start: agent 1: the API server refuses them: {Quota}");
    }

    [Test]
    public async Task An_agent_that_no_node_takes_is_named_with_the_schedulers_words()
    {
        using var api = Api("""
            {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
             "message":"0/3 nodes are available: 3 Insufficient memory."}]}
            """);

        (await NotReadyAsync(api, isJob: true)).ShouldBe(
            "the 2 load agents in team-a do not start: agent 1 (pod load-agent-1-x): no node takes them: "
            + "0/3 nodes are available: 3 Insufficient memory.");
    }

    [TestCase("ErrImageNeverPull")]
    [TestCase("ImagePullBackOff")]
    public async Task An_agent_without_its_image_says_which_and_what_to_do(string reason)
    {
        using var api = Api(
            $$$"""
            {"phase":"Pending","containerStatuses":[
              {"name":"agent","state":{"waiting":{"message":"no","reason":"{{{reason}}}"}
            }}]}
            """);

        (await NotReadyAsync(api, isJob: true)).ShouldBe(
            "the 2 load agents in team-a cannot get their image hello:1: agent 1 (pod load-agent-1-x) Pending "
            + $"({reason}: no)\nagents run in the image built here: name a copy of it that the nodes can pull, "
            + "with --hello-image REFERENCE");
    }

    [Test]
    public async Task Why_an_image_could_not_be_pulled_is_told_in_the_nodes_words()
    {
        using var api = Started(request => (request.Method, request.Path, request.Query) switch
        {
            ("GET", Pods, _) => List(Running(0), Pod(
                1,
                "x",
                """{"phase":"Pending","containerStatuses":[{"name":"agent","state":{"waiting":{"reason":"ImagePullBackOff"} } } ] }""")),
            ("GET", _, var query) when query.Contains("=Pod,reason=Failed", StringComparison.Ordinal) => ApiAnswer.Text("""
                {"items":[{"metadata":{},"lastTimestamp":"2026-11-30T10:00:05Z","message":"Error: ImagePullBackOff"},
                  {"metadata":{},"lastTimestamp":"2026-11-30T10:00:04Z","message":"Failed to pull image 'hello:1': not found"}]}
                """),
            ("GET", _, _) => ApiAnswer.Text("""{"items":[]}"""),
            _ => null,
        });

        (await NotReadyAsync(api, isJob: true)).ShouldContain("\nthe node says: Failed to pull image 'hello:1': not found\nagents run in ");
    }

    [Test]
    public async Task An_agent_that_ends_at_once_is_told_with_its_end()
    {
        using var api = Api(
            """{"phase":"Failed","containerStatuses":[{"name":"agent","state":{"terminated":{"exitCode":2,"reason":"Error"}}}]}""");

        (await NotReadyAsync(api, isJob: true)).ShouldBe(
            "the 2 load agents in team-a do not start: agent 1 (pod load-agent-1-x): pod load-agent-1-x ended: Error, exit code 2; "
            + "agents run in the image built here, or a copy of it: is it one?");
    }

    [Test]
    public async Task A_plain_agent_that_was_lost_is_made_anew()
    {
        var pods = new Dictionary<int, string>();
        using var api = Started(request => (request.Method, request.Path) switch
        {
            ("GET", Pods) => List([.. pods.Values]),
            ("POST", Pods) => ApiAnswer.Text(pods.Count < 2 ? pods[pods.Count] = Running(pods.Count) : pods[1] = Running(1, "new")),
            _ => null,
        });
        using var admin = api.Client();
        var agents = await StartAsync(admin, isJob: false);
        await agents.ReadyAsync(default);

        pods[1] = Pod(1, "x", """{"phase":"Failed","reason":"Evicted"}""");

        (await agents.ReadyAsync(default)).Select(agent => (agent.Index, agent.Pod, agent.Node))
            .ShouldBe([(0, "load-agent-0-x", "n1"), (1, "load-agent-1-new", "n1")]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_was_made_is_removed_the_Job_before_its_pods(bool isJob)
    {
        using var api = Started(request => request.Method == "DELETE" ? ApiAnswer.Text("{}") : null);
        using var admin = api.Client();
        var agents = await StartAsync(admin, isJob);
        await agents.RemoveAsync(default);

        api.Calls.ShouldBe(
        [
            "POST /api/v1/namespaces/team-a/secrets",
            .. isJob ? new[] { $"POST {Jobs}", $"DELETE {Jobs}/load-agent" } : [],
            $"DELETE {Pods}",
            "DELETE /api/v1/namespaces/team-a/secrets/load-agent",
        ]);
    }

    /// <summary>Agent 0 runs; agent 1 has a status of a test's.</summary>
    private static FakeApiServer Api(string status) => Started(request => (request.Method, request.Path) switch
    {
        ("GET", Pods) => List(Running(0), Pod(1, "x", status)),
        ("GET", _) => ApiAnswer.Text("""{"items":[]}"""),
        _ => null,
    });
}
