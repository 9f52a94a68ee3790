using Harness.Clusters.Node;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OfflineNodeImageTests : IDisposable
{
    private readonly Scratch _repository = new();

    public OfflineNodeImageTests()
    {
        _repository.Write("harness/images/node/build.sh", "echo");
        _repository.Write("harness/images/node/rootfs/etc/node.toml", "x = 1");
    }

    [Test]
    public void Its_tag_is_a_digest_and_stays_while_the_files_do()
    {
        Reference().ShouldMatch("^harness\\.local/node:[0-9a-f]{12}$");
        Reference().ShouldBe(Reference());
    }

    [Test]
    public void The_same_files_elsewhere_have_the_same_tag()
    {
        using var elsewhere = new Scratch();
        elsewhere.Write("harness/images/node/rootfs/etc/node.toml", "x = 1");
        elsewhere.Write("harness/images/node/build.sh", "echo");

        ReferenceIn(elsewhere).ShouldBe(Reference());
    }

    [TestCase("harness/images/node/build.sh", "echo 2")]
    [TestCase("harness/images/node/rootfs/etc/node.toml", "x = 2")]
    [TestCase("harness/images/node/rootfs/etc/more", "")]
    public void A_file_that_changes_or_comes_changes_it(string path, string content)
    {
        var before = Reference();

        _repository.Write(path, content);

        Reference().ShouldNotBe(before);
    }

    [Test]
    public void A_file_that_moves_changes_it()
    {
        var before = Reference();

        File.Move(_repository["harness/images/node/build.sh"], _repository["harness/images/node/make.sh"]);

        Reference().ShouldNotBe(before);
    }

    [Test]
    public void Its_documentation_does_not_count()
    {
        var before = Reference();

        _repository.Write("harness/images/node/README.md", "# Node");

        Reference().ShouldBe(before);
    }

    public void Dispose() => _repository.Dispose();

    private string Reference() => ReferenceIn(_repository);

    private static string ReferenceIn(Scratch repository) =>
        OfflineNodeImage.ReferenceOf(HarnessFolders.InRepository(repository.Root).NodeImageSource, "");
}
