using System.Globalization;
using System.Runtime.Versioning;
using Harness.Lifetime;
using Harness.Processes;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Lifetime;

[NonParallelizable]
[UnsupportedOSPlatform("windows")]
internal sealed class ScratchFolderTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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

    [Test]
    [CancelAfter(10_000)]
    public async Task What_others_planted_is_neither_read_nor_removed_nor_are_programs_ended_for_it(CancellationToken stop)
    {
        using var scratch = new Scratch();
        using var environment = new ProcessEnvironment(("XDG_STATE_HOME", scratch.Root));
        using (ScratchFolder.Create("tests")) { }
        var all = scratch["harness/scratch"];
        await using var stranger = BackgroundProcess.Start("tail", ["-f", "/dev/null", $"{all}/open/file"]);
        foreach (var name in (string[])["open", "pipe"])
        {
            Directory.CreateDirectory($"{all}/{name}", name == "open" ? (UnixFileMode)0b111_101_101 : OwnerOnly);
            File.WriteAllText($"{all}/{name}/.processes", stranger.Id.ToString(CultureInfo.InvariantCulture));
        }

        File.WriteAllText($"{all}/open/.owner", DeadOwner());
        await ProcessRunner.RunAsync("mkfifo", [$"{all}/pipe/.owner"], cancellationToken: stop);
        Directory.CreateSymbolicLink($"{all}/link", Directory.CreateDirectory(scratch["elsewhere"], OwnerOnly).FullName);
        scratch.Write("elsewhere/.owner", DeadOwner());

        (await Task.Run(ScratchFolder.SweepDead, stop).WaitAsync(stop)).ShouldBeEmpty();

        stranger.HasExited.ShouldBeFalse();
        Directory.GetDirectories(all).Select(Path.GetFileName).Order().ShouldBe(["link", "open", "pipe"]);
        File.Exists(scratch["elsewhere/.owner"]).ShouldBeTrue();
    }

    [Test]
    public async Task A_program_of_a_folder_whose_name_only_begins_alike_is_not_ended()
    {
        using var folder = ScratchFolder.Create("tests");
        await using var neighbour = BackgroundProcess.Start("tail", ["-f", "/dev/null", $"{folder.FullPath}2/file"]);
        folder.Remember(neighbour.Id);
        File.WriteAllText(folder.PathOf(".owner"), DeadOwner());

        ScratchFolder.SweepDead().ShouldContain(Path.GetFileName(folder.FullPath));

        neighbour.HasExited.ShouldBeFalse();
    }

    [Test]
    public void None_is_made_where_somebody_else_was_first()
    {
        using var scratch = new Scratch();
        using var environment = new ProcessEnvironment(("XDG_STATE_HOME", scratch.Root));
        Directory.CreateDirectory(scratch["harness/scratch"], (UnixFileMode)0b111_101_101);

        Should.Throw<HarnessException>(() => ScratchFolder.Create("tests")).Message.ShouldContain(scratch["harness/scratch"]);
    }

    /// <summary>This machine and boot, and a process id that no kernel gives out.</summary>
    private static string DeadOwner() => $"{string.Join('/', Ownership.Current.Split('/')[..^2])}/4999999/1";
}
