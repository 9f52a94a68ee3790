using Harness.Images;
using Harness.Sessions;
using Harness.Tests.Support;

namespace Harness.Tests.Sessions;

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
    public async Task Nodes_that_pull_get_the_registrys() =>
        (await new ImageSupply(new FakeCluster(pullsImages: true), ImageReplacements.None, NeverBuilt).GetAsync(ThirdPartyImages.Nginx, default))
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

    private static Task<ImageArchive> NeverBuilt(ThirdPartyImage image, CancellationToken cancellationToken) => throw new InvalidOperationException("built");
}
