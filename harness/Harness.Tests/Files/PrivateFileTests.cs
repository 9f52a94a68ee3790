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
    public async Task Nobody_else_can_read_it_also_where_everybody_could_read_the_old_one()
    {
        var file = _scratch.Write("kubeconfig", "old");

        await PrivateFile.WriteAsync(file, "new", CancellationToken.None);

        File.ReadAllText(file).ShouldBe("new");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _scratch.Files().ShouldBe(["kubeconfig"]);
    }
}
