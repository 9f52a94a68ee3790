using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Services;
using Harness.Load.Tests.Support;
using k8s;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Services;

/// <summary>What agents do not reach has no figures, and a reason.</summary>
public sealed class AgentReachTests
{
    private static readonly HttpAnswer Silence = new(null, "", "timeout: no answer within 10 s");
    private static readonly HttpAnswer Right = new(200, "", null);

    [TestCase(200, """{"items":[{"metadata":{"name":"deny-all"}}]}""",
        "namespace web has the NetworkPolicy deny-all: pods of namespaces with the label harness/run must be let in")]
    [TestCase(200, """{"items":[]}""", "there is no NetworkPolicy in namespace web that keeps them from it")]
    [TestCase(403, "{}",
        "whether a NetworkPolicy of namespace web keeps them from it is not known: listing them was answered 403 Forbidden")]
    public async Task A_direct_way_without_an_answer_names_what_may_block_it(int status, string policies, string why)
    {
        (await RefusalAsync(Silence, Right, status, policies)).ShouldBe(
            "nothing was measured: from the agents' pods, GET http://direct.example/ (direct) got no answer: "
            + $"timeout: no answer within 10 s; {why}");
    }

    [Test]
    public async Task Another_answer_than_the_kubeconfigs_user_had_is_told_with_its_words() =>
        (await RefusalAsync(Right, new HttpAnswer(403, "services \"shop\" is forbidden", null), 200, "{}")).ShouldBe(
            "nothing was measured: from the agents' pods, GET http://proxy.example/ (proxy) came back with 403: services \"shop\" is "
            + "forbidden; as the kubeconfig's user through the proxy it was 200");

    [Test]
    public async Task Where_both_ways_answer_nobody_is_asked_about_policies()
    {
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" });

        await new AgentReach(client, "web").EnsureAsync(Rungs(Right, Right), CancellationToken.None);
    }

    private static async Task<string> RefusalAsync(HttpAnswer direct, HttpAnswer proxied, int status, string policies)
    {
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(policies);
        });
        using var client = new Kubernetes(new KubernetesClientConfiguration { Host = server.Url.AbsoluteUri });
        var refused = await Should.ThrowAsync<HarnessException>(
            new AgentReach(client, "web").EnsureAsync(Rungs(direct, proxied), CancellationToken.None));
        refused.Kind.ShouldBe(FailureKind.Undecided);
        return refused.Message;
    }

    private static LadderRung[] Rungs(HttpAnswer direct, HttpAnswer proxied) =>
        [Rung("direct", direct), Rung("proxy", proxied)];

    private static LadderRung Rung(string name, HttpAnswer answer) => new(
        new LoadRoute(name, "", new HttpTarget(new Uri($"http://{name}.example/"), "")),
        new FakeGenerator(new FakeTimeProvider(), _ => throw new InvalidOperationException("measured")) { Answer = answer });
}
