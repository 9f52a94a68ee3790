using Harness.Access;
using Harness.Load.Engine;
using Harness.Tests.Support;
using Harness.Tests.Waiting;
using Harness.Workloads;
using Harness.Workloads.Agents;

namespace Harness.Tests.Workloads.Agents;

/// <summary>Two agents in team-a, and an API server that takes what they are made of.</summary>
internal static class TwoAgents
{
    public const string Pods = "/api/v1/namespaces/team-a/pods";
    public const string Jobs = "/apis/batch/v1/namespaces/team-a/jobs";
    public const string OfJob = "uid-of-the-job";
    public const string Serving = """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""";

    public static async Task<AgentPods> StartAsync(k8s.IKubernetes admin, bool isJob)
    {
        var fleet = new AgentFleet(
            "team-a", new Consumer("team-a", "consumer"), 2, [new AgentTarget("direct", new Uri("http://a/"), "", null, null)])
        {
            IsJob = isJob,
        };
        var agents = new AgentPods(admin, HelloImageChoice.Other("hello:1"), fleet) { Time = new HurriedTime() };
        await agents.StartAsync(default);
        return agents;
    }

    /// <summary>The Secret and the Job are taken; a test says the rest.</summary>
    public static FakeApiServer Started(Func<ApiRequest, ApiAnswer?> answer) => new(request => (request.Method, request.Path) switch
    {
        ("POST", "/api/v1/namespaces/team-a/secrets") => ApiAnswer.Text("{}"),
        ("POST", Jobs) => ApiAnswer.Text($$$"""{"metadata":{"uid":"{{{OfJob}}}"}}"""),
        _ => answer(request),
    });

    public static async Task<string> NotReadyAsync(FakeApiServer api, bool isJob)
    {
        using var admin = api.Client();
        var agents = await StartAsync(admin, isJob);
        var failure = await Should.ThrowAsync<HarnessException>(agents.ReadyAsync(default));
        failure.Kind.ShouldBe(FailureKind.Undecided);
        return failure.Message;
    }

    public static ApiAnswer List(params string[] pods) => ApiAnswer.Text($"{{\"items\":[{string.Join(',', pods)}]}}");

    public static string Running(int index, string name = "x") => Pod(index, name, Serving);

    public static string Pod(int index, string name, string status, string owner = OfJob, bool isController = true) => $$$"""
        {"metadata":{"name":"load-agent-{{{index}}}-{{{name}}}","namespace":"team-a","uid":"{{{index}}}-{{{name}}}",
          "ownerReferences":[{"apiVersion":"batch/v1","kind":"Job","name":"load-agent","uid":"{{{owner}}}",
            "controller":{{{(isController ? "true" : "false")}}}
          }],
          "creationTimestamp":"2026-11-30T10:00:00Z","annotations":{"batch.kubernetes.io/job-completion-index":"{{{index}}}"}},
         "spec":{"nodeName":"n1","containers":[]},"status":{{{status}}}
        }
        """;
}
