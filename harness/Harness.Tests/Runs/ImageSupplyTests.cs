using Harness.Clusters.Engine;
using Harness.Images;
using Harness.Runs;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Support;

namespace Harness.Tests.Runs;

internal sealed class ImageSupplyTests
{
    private static readonly Dictionary<string, string> Other = new() { ["nginx"] = "registry.example/nginx:1" };
    private static readonly ImageArchive Built = new("harness.local/nginx:0a", "/cache/nginx-0a.tar");

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_the_user_named_comes_first(bool pullsImages)
    {
        var cluster = new FakeCluster(pullsImages);

        (await new ImageSupply(cluster, Other, NeverBuilt).GetAsync(ThirdPartyImages.Nginx, default)).ShouldBe("registry.example/nginx:1");

        cluster.Given.ShouldBeEmpty();
    }

    [Test]
    public void What_each_image_is_goes_on_record_with_the_digest_that_was_given()
    {
        var digest = $"registry.example/nginx@sha256:{new string('a', 64)}";
        var named = new Dictionary<string, string> { ["nginx"] = digest };

        var sources = new ImageSupply(new FakeCluster(pullsImages: true), named, NeverBuilt).Sources;
        (sources["nginx"], sources["prometheus"]).ShouldBe((digest, ThirdPartyImages.Prometheus.Reference));
        new ImageSupply(new FakeCluster(pullsImages: false), ImageReplacements.None, NeverBuilt).Sources["nginx"]
            .ShouldBe("built here from nginx-light");
    }

    [Test]
    public async Task Nodes_that_pull_get_the_registrys() =>
        (await new ImageSupply(new FakeCluster(pullsImages: true), ImageReplacements.None, NeverBuilt)
            .GetAsync(ThirdPartyImages.Nginx, default))
            .ShouldBe(ThirdPartyImages.Nginx.Reference);

    [Test]
    public async Task Nodes_that_reach_no_registry_are_given_one_built_here_once()
    {
        var (cluster, builds) = (new FakeCluster(pullsImages: false), 0);
        var supply = new ImageSupply(cluster, ImageReplacements.None, async (_, _) =>
        {
            builds++;
            await Task.Yield();
            return Built;
        });

        var references = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => supply.GetAsync(ThirdPartyImages.Nginx, default)));

        references.ShouldAllBe(reference => reference == Built.Reference);
        (builds, cluster.Given.Count).ShouldBe((1, 1));
    }

    [Test]
    public async Task Nodes_that_would_pull_but_reach_no_registry_are_given_one_built_here_and_that_goes_on_record()
    {
        var cluster = new FakeCluster(pullsImages: true, reachesRegistry: false);
        var supply = new ImageSupply(cluster, ImageReplacements.None, (_, _) => Task.FromResult(Built));
        supply.Sources["nginx"].ShouldBe(ThirdPartyImages.Nginx.Reference);

        (await supply.GetAsync(ThirdPartyImages.Nginx, default)).ShouldBe(Built.Reference);

        cluster.Given.ShouldBe([Built.Reference]);
        (supply.Sources["nginx"], supply.Sources["prometheus"])
            .ShouldBe(("built here from nginx-light", ThirdPartyImages.Prometheus.Reference));
    }

    [Test]
    public async Task Nodes_that_may_pull_do_where_none_can_be_built_here()
    {
        var supply = new ImageSupply(
            new FakeCluster(pullsImages: true, reachesRegistry: false),
            ImageReplacements.None,
            (_, _) => throw HarnessException.Undecided("no mirror"));

        (await supply.GetAsync(ThirdPartyImages.Nginx, default)).ShouldBe(ThirdPartyImages.Nginx.Reference);
    }

    [Test]
    public async Task One_that_cannot_be_built_is_not_tried_again_and_the_option_is_named()
    {
        var builds = 0;
        var supply = new ImageSupply(new FakeCluster(pullsImages: false), ImageReplacements.None, (_, _) =>
        {
            builds++;
            throw HarnessException.Undecided("no mirror");
        });

        for (var i = 0; i < 2; i++)
        {
            var failure = await Should.ThrowAsync<HarnessException>(() => supply.GetAsync(ThirdPartyImages.Nginx, default));
            failure.Message.ShouldBe("no mirror\nname an image that the node has: --image nginx=REFERENCE");
        }

        builds.ShouldBe(1);
    }

    [Test]
    [NonParallelizable]
    public async Task The_engine_uses_the_registrys_where_it_has_it()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(200, """{"Id":"sha256:1"}"""));
        using var engine = await ContainerEngine.ConnectAsync(default);

        (await new ImageSupply(new FakeCluster(pullsImages: true), ImageReplacements.None, NeverBuilt)
            .GetForEngineAsync(ThirdPartyImages.Nginx, engine, default)).ShouldBe(ThirdPartyImages.Nginx.Reference);
    }

    [TestCase(true)]
    [TestCase(false)]
    [NonParallelizable]
    public async Task Where_no_registry_answers_the_engine_is_given_one_built_here(bool pullsImages)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(404, """{"message":"no such host"}"""));
        using var engine = await ContainerEngine.ConnectAsync(default);
        var supply = new ImageSupply(new FakeCluster(pullsImages), ImageReplacements.None, (_, _) => Task.FromResult(Built));

        // The archive is not there: that it is what would be loaded is all that can be seen without one.
        (await Should.ThrowAsync<IOException>(() => supply.GetForEngineAsync(ThirdPartyImages.Nginx, engine, default)))
            .Message.ShouldContain(Built.Path);
        fake.Seen.Count(request => request.Target.Contains("images/create", StringComparison.Ordinal)).ShouldBe(pullsImages ? 1 : 0);
    }

    [Test]
    [NonParallelizable]
    public async Task What_the_user_named_is_not_replaced_where_the_engine_cannot_be_given_it()
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(404, """{"message":"no such host"}"""));
        using var engine = await ContainerEngine.ConnectAsync(default);

        var failure = await Should.ThrowAsync<HarnessException>(
            () => new ImageSupply(new FakeCluster(pullsImages: false), Other, NeverBuilt)
            .GetForEngineAsync(ThirdPartyImages.Nginx, engine, default));

        failure.Message.ShouldBe(
            "the engine cannot be given registry.example/nginx:1: no such host\nname another: --image nginx=REFERENCE");
    }

    private static Task<ImageArchive> NeverBuilt(ThirdPartyImage image, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("built");
}
