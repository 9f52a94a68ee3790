using System.Runtime.Versioning;
using Harness.Files;
using Harness.Tests.Images;

namespace Harness.Tests.Files;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PrivateFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void Nobody_else_can_read_it_also_where_everybody_could_read_the_old_one()
    {
        var file = _scratch.Write("kubeconfig", "old");

        PrivateFile.Write(file, "new");

        File.ReadAllText(file).ShouldBe("new");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _scratch.Files().ShouldBe(["kubeconfig"]);
    }

    [Test]
    public void What_somebody_put_where_its_new_content_is_expected_is_not_written_to()
    {
        var (file, elsewhere) = (_scratch["kubeconfig"], _scratch.Write("elsewhere", "theirs"));
        File.CreateSymbolicLink($"{file}.new", elsewhere);

        PrivateFile.Write(file, "secret");

        File.ReadAllText(elsewhere).ShouldBe("theirs");
        File.ReadAllText(file).ShouldBe("secret");
    }
}
