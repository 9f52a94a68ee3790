using Harness.Rbac.Generating;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Generating;

internal sealed class ManifestFolderTests
{
    private Scratch _scratch = null!;

    [SetUp]
    public void Make() => _scratch = new Scratch();

    [TearDown]
    public void Remove() => _scratch.Dispose();

    [Test]
    public void Files_are_written_as_they_are_and_written_again()
    {
        var manifests = KustomizeBase.Of(SampleAccess.Rich());

        manifests.WriteTo(_scratch.Root);
        manifests.WriteTo(_scratch.Root);

        foreach (var (path, text) in manifests.Files)
            File.ReadAllText(_scratch[path]).ShouldBe(text);
        _scratch.Files().Count().ShouldBe(manifests.Files.Count);
    }

    [Test]
    public void A_folder_with_other_files_is_refused_and_nothing_is_written()
    {
        _scratch.Write("consumers/gone.yaml", "");

        var failure = Should.Throw<HarnessException>(() => KustomizeBase.Of(SampleAccess.Small()).WriteTo(_scratch.Root));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldStartWith($"{_scratch.Root} contains files that do not belong to these manifests: consumers/gone.yaml;");
        _scratch.Files().ShouldBe(["consumers/gone.yaml"]);
    }

    [Test]
    public void A_file_in_the_folders_place_is_bad_input()
    {
        var failure = Should.Throw<HarnessException>(() => KustomizeBase.Of(SampleAccess.Small()).WriteTo(_scratch.Write("file", "")));

        failure.Kind.ShouldBe(FailureKind.BadInput);
        failure.Message.ShouldStartWith($"manifests cannot be written to {_scratch["file"]}: ");
    }
}
