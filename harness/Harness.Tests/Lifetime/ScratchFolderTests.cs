using System.Runtime.Versioning;
using Harness.Lifetime;
using Harness.Processes;

namespace Harness.Tests.Lifetime;

[UnsupportedOSPlatform("windows")]
internal sealed class ScratchFolderTests
{
    [Test]
    public async Task What_a_killed_process_left_is_ended_and_removed_by_the_next()
    {
        using var folder = ScratchFolder.Create("tests");
        // Its folder is on its command line.
        await using var orphan = BackgroundProcess.Start("tail", ["-f", folder.PathOf(".owner")]);
        await using var stranger = BackgroundProcess.Start("sleep", ["60"]);
        folder.Remember(orphan.Id);
        folder.Remember(stranger.Id);
        File.WriteAllText(folder.PathOf(".owner"), DeadOwner());

        ScratchFolder.SweepDead();

        Directory.Exists(folder.FullPath).ShouldBeFalse();
        orphan.HasExited.ShouldBeTrue();
        stranger.HasExited.ShouldBeFalse("its process id was in the list, but it does not belong to the folder");
    }

    [Test]
    public async Task The_folder_of_a_living_process_stays()
    {
        using var folder = ScratchFolder.Create("tests");
        await using var child = BackgroundProcess.Start("tail", ["-f", folder.PathOf(".owner")]);
        folder.Remember(child.Id);

        ScratchFolder.SweepDead();

        child.HasExited.ShouldBeFalse();
        Directory.Exists(folder.FullPath).ShouldBeTrue();
    }

    [Test]
    public void Nobody_else_can_look_into_it()
    {
        using var folder = ScratchFolder.Create("tests");

        File.GetUnixFileMode(folder.FullPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Test]
    public void It_is_gone_with_what_is_in_it_and_may_be_gone_already()
    {
        var folder = ScratchFolder.Create("tests");
        folder.Write("file", "text");

        folder.Dispose();
        folder.Dispose();

        Directory.Exists(folder.FullPath).ShouldBeFalse();
    }

    /// <summary>This machine and boot, and a process id that no kernel gives out.</summary>
    private static string DeadOwner() => $"{string.Join('/', Ownership.Current.Split('/')[..^2])}/4999999/1";
}
