using Harness.Clusters;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Clusters;

/// <summary>What is said about a registry, against an engine that a test plays.</summary>
[NonParallelizable]
internal sealed class ContainerEngineTests
{
    private const string Image = "registry.example/k3s:v1";

    [Test]
    public async Task An_image_that_the_registry_has_is_no_refusal()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, "{}"));

        (await AskAsync()).ShouldBeNull();

        fake.Seen.Last().Target.ShouldBe($"/v1.44/distribution/{Image}/json");
    }

    [Test]
    public async Task What_the_registry_answered_comes_back()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(401, "{\"message\":\"unauthorized\"}\n"));

        (await AskAsync()).ShouldBe("{\"message\":\"unauthorized\"}");
    }

    [Test]
    public async Task An_engine_that_hangs_up_is_told_and_does_not_throw()
    {
        await using var fake = await FakeEngine.StartAsync(answer: Abort);

        (await AskAsync()).ShouldNotBeNullOrEmpty();
    }

    [Test]
    public async Task A_pull_reports_its_progress_and_ends_with_no_refusal()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(
            200, "{\"status\":\"Pulling from k3s\"}\n{\"status\":\"Downloading\",\"id\":\"a1\"}\n{\"status\":\"Status: Downloaded\"}\n"));
        var lines = new Lines();

        (await PullAsync(lines)).ShouldBeNull();

        lines.ShouldBe(["Pulling from k3s", "Status: Downloaded"]);
        fake.Seen.Last().Target.ShouldStartWith("/v1.44/images/create?fromImage=");
    }

    [Test]
    public async Task A_pull_that_fails_midway_says_why()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(
            200, "{\"status\":\"Pulling from k3s\"}\n{\"errorDetail\":{\"message\":\"toomanyrequests\"},\"error\":\"toomanyrequests\"}\n"));

        (await PullAsync([])).ShouldBe("toomanyrequests");
    }

    [TestCase("{\"message\":\"pull access denied\"}", "pull access denied")]
    [TestCase("bad gateway", "bad gateway")]
    [TestCase("[]", "[]")]
    [TestCase("{\"message\":7}", "7")]
    public async Task A_pull_that_is_refused_says_so_in_the_engines_words(string body, string shown)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(500, body));

        (await PullAsync([])).ShouldNotBeNull().ShouldContain(shown);
    }

    [Test]
    public async Task An_image_that_the_engine_does_not_have_is_null()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(404, "{\"message\":\"No such image\"}"));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        (await engine.FindImageAsync(Image, CancellationToken.None)).ShouldBeNull();
    }

    [TestCase("{\"Id\":\"sha256:1\",\"RepoDigests\":[\"k3s@sha256:2\"]}", "k3s@sha256:2")]
    [TestCase("{\"Id\":\"sha256:1\",\"RepoDigests\":[]}", "sha256:1")]
    public async Task An_image_is_known_by_its_digest_or_else_its_id(string inspected, string id)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, inspected));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        (await engine.FindImageAsync(Image, CancellationToken.None)).ShouldBe(id);
    }

    private static async Task<string?> AskAsync()
    {
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        return await engine.AskRegistryAsync(Image, CancellationToken.None);
    }

    private static async Task<string?> PullAsync(Lines lines)
    {
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        return await engine.TryPullAsync(Image, lines, CancellationToken.None);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private sealed class Lines : List<string>, IProgress<string>
    {
        public void Report(string value) => Add(value);
    }
}
