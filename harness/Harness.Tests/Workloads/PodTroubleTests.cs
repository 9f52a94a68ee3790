using Harness.Tests.Support;
using Harness.Tests.Waiting;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Tests.Workloads;

/// <summary>Messages as API servers, schedulers and kubelets write them.</summary>
internal sealed class PodTroubleTests
{
    private const string Quota = "pods \"web-1\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=2, limited: pods=2";
    private const string CpuQuota = "pods \"web-1\" is forbidden: failed quota: team: must specify limits.cpu";
    private const string Range = "pods \"web-1\" is forbidden: maximum memory usage per Container is 64Mi, but limit is 256Mi";
    private const string Security = "pods \"web-1\" is forbidden: violates PodSecurity \"restricted:latest\": seccompProfile";
    private const string Webhook = "admission webhook \"policy.example\" denied the request: image registry not allowed";
    private const string WebhookAway =
        "Internal error occurred: failed calling webhook \"policy.example\": Post \"https://policy.example\": connection refused";
    private const string NoToken = "No API token found for service account \"default\", retry after the token is automatically created";
    private static readonly HelloWorkload Workload = HelloWorkload.Standard("web");
    private static readonly HelloImageChoice Image = HelloImageChoice.Other("hello:1");

    [TestCase(Quota, 5)]
    [TestCase(CpuQuota, 0)]
    [TestCase(Range, 0)]
    [TestCase(Security, 0)]
    [TestCase(Webhook, 0)]
    [TestCase(WebhookAway, 20)]
    [TestCase(NoToken, 20)]
    public async Task Whoever_refuses_the_pods_of_a_deployment_is_quoted_at_once_or_after_what_may_pass(string refusal, int seconds)
    {
        using var api = new FakeApiServer(request => Kind(request) switch
        {
            "deployments" when request.Method == "GET" => ApiAnswer.Ok(Failing(refusal)),
            "pods" => ApiAnswer.Text("""{"items":[]}"""),
            "endpoints" => null,
            _ => ApiAnswer.Text(request.Body),
        });

        var (failure, waited) = await DeployAsync(api);

        failure.Message.ShouldStartWith($"the pods of team-a/web do not start: the API server refuses them: {refusal}");
        waited.TotalSeconds.ShouldBeInRange(seconds, seconds + 2);
        failure.Message.Contains("LimitRange can set", StringComparison.Ordinal).ShouldBe(refusal == CpuQuota);
    }

    [Test]
    public async Task A_pod_that_no_node_takes_is_told_with_the_schedulers_words()
    {
        using var api = Pending("""
            "conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes: Insufficient memory."}]
            """);

        (await DeployAsync(api)).Failure.Message.ShouldBe(
            "the pods of team-a/web do not start: no node takes them: 0/3 nodes: Insufficient memory.");
    }

    [Test]
    public async Task A_pod_that_an_autoscaler_has_promised_a_node_is_waited_for()
    {
        using var api = Pending(
            """
            "conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes are available"}]
            """,
            """{"items":[{"metadata":{"name":"e"},"reason":"TriggeredScaleUp","involvedObject":{"kind":"Pod","name":"web-1"}}]}""");

        (await DeployAsync(api)).Failure.Message.ShouldStartWith("not within 120 s: ");
    }

    [Test]
    public async Task A_container_that_the_node_cannot_make_is_told_with_the_kubelets_words()
    {
        using var api = Pending("""
            "containerStatuses":[{"name":"hello","image":"hello:1","imageID":"","ready":false,"restartCount":0,"state":
            {"waiting":{"reason":"CreateContainerConfigError","message":"image will run as root"}}}]
            """);

        (await DeployAsync(api)).Failure.Message.ShouldBe(
            "the pods of team-a/web do not start: the node cannot start them: CreateContainerConfigError: image will run as root");
    }

    [Test]
    public async Task A_single_pod_that_is_refused_is_told_too()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Failure(System.Net.HttpStatusCode.Forbidden, "Forbidden", Range));
        using var admin = api.Client();

        var failure = await Should.ThrowAsync<HarnessException>(() => new OneShotPod(admin, Image) { Time = new HurriedTime() }
            .RunAsync("team-a", PodCaller.Nobody, ["call"], TimeSpan.FromSeconds(120), default));

        failure.Message.ShouldBe($"pods team-a/call-… do not start: the API server refuses them: {Range}");
    }

    private static FakeApiServer Pending(string status, string events = """{"items":[]}""") => new(request => Kind(request) switch
    {
        "pods" => ApiAnswer.Text($$$"""{"items":[{"metadata":{"name":"web-1"},"status":{"phase":"Pending",{{{status}}}}}]}"""),
        "events" => ApiAnswer.Text(events),
        "endpoints" => null,
        _ => ApiAnswer.Text(request.Body),
    });

    private static V1Deployment Failing(string refusal) => new()
    {
        Status = new V1DeploymentStatus
        {
            Conditions =
            [
                new V1DeploymentCondition { Type = "Progressing", Status = "True", Message = "rolling out" },
                new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = refusal },
            ],
        },
    };

    private static async Task<(HarnessException Failure, TimeSpan Waited)> DeployAsync(FakeApiServer api)
    {
        using var admin = api.Client();
        var time = new HurriedTime();
        var started = time.GetUtcNow();
        var failure = await Should.ThrowAsync<HarnessException>(() => new Deployer(admin) { Time = time }
            .DeployAsync(Workload.Deployment(Image), Workload.Service(), "team-a", [], default));
        return (failure, time.GetUtcNow() - started);
    }

    /// <summary>The kind of object that a request in a namespace is about.</summary>
    private static string Kind(ApiRequest request) => request.Path.Split("/team-a/")[^1].Split('/')[0];
}
