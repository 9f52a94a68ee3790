using System.Runtime.Versioning;
using Harness.Files;
using Harness.Processes;
using Harness.Tests.Images;

namespace Harness.Tests.Files;

[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Nobody = "65534";
    private readonly Scratch _scratch = new();

    [Test]
    public void It_is_made_for_this_user_alone_and_taken_again()
    {
        PrivateFolder.Make(_scratch["a/b"]);

        File.GetUnixFileMode(PrivateFolder.Make(_scratch["a/b"])).ShouldBe(OwnerOnly);
    }

    [TestCase("0755")]
    [TestCase("0777")]
    [TestCase("0710")]
    public async Task A_folder_that_others_may_enter_is_refused(string mode)
    {
        await RunAsync("mkdir", "-m", mode, _scratch["open"]);

        Should.Throw<HarnessException>(() => PrivateFolder.Make(_scratch["open"])).Message.ShouldContain("only this user may enter");
    }

    [Test]
    public void A_link_to_a_folder_is_refused()
    {
        Directory.CreateSymbolicLink(_scratch["link"], PrivateFolder.Make(_scratch["mine"]));

        PrivateFolder.IsOurs(_scratch["mine"]).ShouldBeTrue();
        PrivateFolder.IsOurs(_scratch["link"]).ShouldBeFalse();
    }

    [Test]
    public async Task Another_users_folder_is_refused()
    {
        Assume.That(Environment.IsPrivilegedProcess, "only root can give a folder away");
        await RunAsync("chown", Nobody, PrivateFolder.Make(_scratch["theirs"]));

        PrivateFolder.IsOurs(_scratch["theirs"]).ShouldBeFalse();
        Should.Throw<HarnessException>(() => PrivateFolder.MakeTrusted(_scratch["theirs"])).Kind.ShouldBe(FailureKind.Undecided);
    }

    [TestCase("0777", false)]
    [TestCase("0757", false)]
    [TestCase("0775", true)]
    [TestCase("0755", true)]
    public async Task A_cache_that_everybody_may_write_to_is_refused_and_one_of_the_users_group_is_closed(string mode, bool taken)
    {
        await RunAsync("mkdir", "-m", mode, _scratch["cache"]);

        if (!taken)
            Should.Throw<HarnessException>(() => new CacheFolder(_scratch["cache"]).Folder("node")).Message.ShouldContain("chmod go-w");
        else
            new CacheFolder(_scratch["cache"]).Folder("node").ShouldBe(_scratch["cache/node"]);
        FileStatus.Of(_scratch["cache"])!.IsTrusted.ShouldBe(taken);
    }

    public void Dispose() => _scratch.Dispose();

    private static async Task RunAsync(string program, params string[] arguments) =>
        (await ProcessRunner.RunAsync(program, arguments)).ExitCode.ShouldBe(0);
}
