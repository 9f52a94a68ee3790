using Harness.Clusters.Engine;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Harness.Tests.Clusters.Engine;

/// <summary>What is said about images and a registry, against an engine that a test plays.</summary>
[NonParallelizable]
internal sealed class EngineImagesTests
{
    private const string Image = "registry.example/k3s:v1";

    [Test]
    public async Task An_image_that_the_registry_has_is_no_refusal()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, "{}"));

        (await AskAsync()).ShouldBeNull();

        fake.Seen.Last().Target.ShouldBe($"/v1.44/distribution/{Image}/json");
    }

    [TestCase(401, "unauthorized")]
    [TestCase(500, "Get \\\"https://registry.example/v2/\\\": dial tcp: lookup registry.example: no such host")]
    public async Task What_the_registry_answered_is_told_in_the_engines_words(int status, string words)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(status, $"{{\"message\":\"{words}\"}}\n"));

        (await AskAsync()).ShouldBe(words.Replace("\\", "", StringComparison.Ordinal));
    }

    [Test]
    public async Task An_engine_that_hangs_up_is_told_and_does_not_throw()
    {
        await using var fake = await FakeEngine.StartAsync(answer: WithoutTheImage(Abort));

        (await AskAsync()).ShouldNotBeNull().ShouldStartWith("the connection to the engine broke: ");
        (await PullAsync()).ShouldNotBeNull().ShouldStartWith("the connection to the engine broke: ");
    }

    [Test]
    public async Task A_pull_reports_its_progress_and_ends_with_no_refusal()
    {
        await using var fake = await FakeEngine.StartAsync(answer: WithoutTheImage(LoopbackServer.Always(
            200, "{\"status\":\"Pulling from k3s\"}\n{\"status\":\"Downloading\",\"id\":\"a1\"}\n{\"status\":\"Status: Downloaded\"}\n")));
        var lines = new List<string>();

        (await PullAsync(lines.Add)).ShouldBeNull();

        lines.ShouldBe(["Pulling from k3s", "Status: Downloaded"]);
        fake.Seen.Last().Target.ShouldStartWith("/v1.44/images/create?fromImage=");
    }

    [Test]
    public async Task A_pull_that_fails_midway_says_why()
    {
        await using var fake = await FakeEngine.StartAsync(answer: WithoutTheImage(LoopbackServer.Always(
            200,
            "{\"status\":\"Pulling from k3s\"}\n{\"errorDetail\":{\"message\":\"toomanyrequests\"},\"error\":\"toomanyrequests\"}\n")));

        (await PullAsync()).ShouldBe("toomanyrequests");
    }

    [TestCase("{\"message\":\"pull access denied\"}", "pull access denied")]
    [TestCase("bad gateway", "bad gateway")]
    [TestCase("[]", "[]")]
    [TestCase("{\"message\":7}", "7")]
    public async Task A_pull_that_is_refused_says_so_in_the_engines_words(string body, string shown)
    {
        await using var fake = await FakeEngine.StartAsync(answer: WithoutTheImage(LoopbackServer.Always(500, body)));

        (await PullAsync()).ShouldNotBeNull().ShouldContain(shown);
    }

    [Test]
    public async Task An_import_that_is_refused_says_so_in_the_engines_words()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(500, "{\"message\":\"no space left on device\"}"));
        using var scratch = new Scratch();
        var tar = scratch.Write("root.tar", "");
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        var refusal = await Should.ThrowAsync<HarnessException>(() => engine.Images.ImportAsync(tar, "node:1", [], CancellationToken.None));

        refusal.Message.ShouldBe($"the engine would not import {tar} as node:1: no space left on device");
    }

    [Test]
    public async Task An_import_names_the_image_in_one_piece_for_podman_ignores_a_tag_beside_the_name()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, "{\"status\":\"sha256:1\"}\n"));
        using var scratch = new Scratch();
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        await engine.Images.ImportAsync(scratch.Write("root.tar", ""), "harness.local/node:1-a", ["VOLUME /v"], CancellationToken.None);

        var query = QueryHelpers.ParseQuery(fake.Seen.Last().Target.Split('?')[1]);
        query["repo"].ShouldBe(["harness.local/node:1-a"]);
        query.ShouldNotContainKey("tag");
        query["changes"].ShouldBe(["VOLUME /v"]);
    }

    [TestCase("{\"Id\":\"sha256:1\",\"RepoDigests\":[\"k3s@sha256:2\"]}", "k3s@sha256:2")]
    [TestCase("{\"Id\":\"sha256:1\",\"RepoDigests\":[]}", "sha256:1")]
    public async Task An_image_that_the_engine_has_is_known_by_its_digest_or_else_its_id_and_not_pulled(string inspected, string id)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, inspected));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        (await engine.Images.FindAsync(Image, CancellationToken.None)).ShouldBe(id);
        (await PullAsync()).ShouldBeNull();
        fake.Seen.ShouldAllBe(request => request.Method == "GET");
    }

    private static async Task<string?> AskAsync()
    {
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        return await engine.Images.AskRegistryAsync(Image, CancellationToken.None);
    }

    private static async Task<string?> PullAsync(Action<string>? report = null)
    {
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        return await engine.Images.EnsureAsync(Image, new InlineProgress<string>(report ?? (_ => { })), CancellationToken.None);
    }

    private static RequestDelegate WithoutTheImage(RequestDelegate answer) => context =>
        context.Request.Path.Value!.EndsWith($"/images/{Image}/json", StringComparison.Ordinal)
            ? LoopbackServer.Always(404, "{\"message\":\"No such image\"}")(context)
            : answer(context);

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
