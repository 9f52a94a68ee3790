using Harness.Clusters.Node;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

internal sealed class CgroupLeftoversTests
{
    [Test]
    public void A_nodes_trees_are_removed_in_every_hierarchy_and_no_others()
    {
        using var scratch = new Scratch();
        string[] others = ["harness-fedcba987654", "cpu/harness-fedcba987654", "cpu/system.slice"];
        foreach (var folder in (string[])["harness-0123456789ab/keeper", "cpu/harness-0123456789ab/pods/pod1", .. others])
            Directory.CreateDirectory(scratch[folder]);

        CgroupLeftovers.Remove("0123456789abcdef", scratch.Root);
        CgroupLeftovers.Remove("0123456789abcdef", scratch.Root);

        Directory.EnumerateDirectories(scratch.Root, "*", SearchOption.AllDirectories).Select(
            folder => Path.GetRelativePath(scratch.Root, folder))
            .ShouldBe([.. others, "cpu"], ignoreOrder: true);
    }

    [Test]
    public void Where_there_are_no_cgroups_nothing_is_done() =>
        Should.NotThrow(() => CgroupLeftovers.Remove("0123456789abcdef", "/no/such/folder"));
}
