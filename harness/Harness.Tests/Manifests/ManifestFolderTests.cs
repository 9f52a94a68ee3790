using Harness.Manifests;

namespace Harness.Tests.Manifests;

internal sealed class ManifestFolderTests
{
    private string _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("harness-manifests-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Files_are_written_as_they_are_and_written_again()
    {
        var manifests = KustomizeBase.Of(SampleAccess.Rich());

        manifests.WriteTo(_folder);
        manifests.WriteTo(_folder);

        foreach (var (path, text) in manifests.Files)
            File.ReadAllText(Path.Combine(_folder, path)).ShouldBe(text);
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count().ShouldBe(manifests.Files.Count);
    }

    [Test]
    public void A_folder_with_other_files_is_refused_and_nothing_is_written()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "consumers"));
        File.WriteAllText(Path.Combine(_folder, "consumers", "gone.yaml"), "");

        var failure = Should.Throw<HarnessException>(() => KustomizeBase.Of(SampleAccess.Small()).WriteTo(_folder));

        failure.ExitCode.ShouldBe(ExitCode.BadInput);
        failure.Message.ShouldStartWith($"{_folder} holds files that are none of these manifests: consumers/gone.yaml;");
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }
}
