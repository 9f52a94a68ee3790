using System.Collections.Concurrent;
using Harness.Api;
using Harness.Load.Headless;
using Harness.Load.Tests.Support;
using k8s;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests.Headless;

/// <summary>When a change of a Deployment counts as through, against an API server that a test plays.</summary>
[CancelAfter(20_000)]
public sealed class HeadlessReplicasTests
{
    [TestCase(1, 2, 2, 2, "a b", TestName = "the controller has not seen the change yet")]
    [TestCase(2, 1, 2, 2, "a b", TestName = "a pod is of the old template")]
    [TestCase(2, 2, 1, 2, "a b", TestName = "a pod is not ready")]
    [TestCase(2, 2, 2, 3, "a b", TestName = "the Deployment counts one more")]
    [TestCase(2, 2, 2, 2, "a b c", TestName = "an old pod is still ending")]
    public async Task It_is_not_through_while(int observed, int updated, int ready, int all, string pods)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => AnswerAsync(context, observed, updated, ready, all, pods));
        using var admin = Admin(server);
        var replicas = new HeadlessReplicas(admin, "ns", "hello", longest: TimeSpan.FromSeconds(0.3));

        var late = await Should.ThrowAsync<HarnessException>(() => replicas.SettledAsync(2, CancellationToken.None));

        late.Message.ShouldContain("deployment ns/hello has 2 ready pods, and no others are left; last seen: ");
        late.Kind.ShouldBe(FailureKind.Undecided);
    }

    [Test]
    public async Task It_is_through_when_all_is_as_asked(CancellationToken stop)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => AnswerAsync(context, 2, 2, 2, 2, "b a"));
        using var admin = Admin(server);

        (await new HeadlessReplicas(admin, "ns", "hello", TimeSpan.FromSeconds(10)).SettledAsync(2, stop)).ShouldBe(["a", "b"]);
    }

    [Test]
    public async Task Changes_are_patches_of_nothing_else(CancellationToken stop)
    {
        var sent = new ConcurrentQueue<string>();
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            using var body = new StreamReader(context.Request.Body);
            sent.Enqueue($"{context.Request.Method} {context.Request.ContentType} {await body.ReadToEndAsync(stop)}");
            await AnswerAsync(context, 2, 2, 2, 2, "");
        });
        using var admin = Admin(server);
        var replicas = new HeadlessReplicas(admin, "ns", "hello", TimeSpan.FromSeconds(10));

        await replicas.ScaleAsync(6, stop);
        await replicas.RestartAsync(stop);
        await replicas.RestartAsync(stop);

        var all = sent.ToList();
        all.ShouldAllBe(one => one.StartsWith("PATCH application/merge-patch+json", StringComparison.Ordinal));
        all[0].ShouldEndWith("""{"spec":{"replicas":6}}""");
        all[1].ShouldContain("""{"spec":{"template":{"metadata":{"annotations":{"harness/restarted":""");
        all[2].ShouldNotBe(all[1], "the same template again would restart nothing");
    }

    private static Kubernetes Admin(LoopbackServer server) =>
        KubernetesClients.Create(new ApiServerAddress(server.Url, null), token: null);

    private static Task AnswerAsync(HttpContext context, int observed, int updated, int ready, int all, string pods)
    {
        var names = pods.Split(' ').Select(pod => "{\"metadata\":{\"name\":\"" + pod + "\"}}");
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(context.Request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal)
            ? "{\"items\":[" + string.Join(',', names) + "]}"
            : $"{{\"metadata\":{{\"generation\":2}},\"status\":{{\"observedGeneration\":{observed},\"updatedReplicas\":{updated},"
                + $"\"readyReplicas\":{ready},\"replicas\":{all}}}}}");
    }
}
