using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Harness.Images;

namespace Harness.Tests.Images;

internal sealed class DockerArchiveTests
{
    private const string Reference = "harness.local/thing:1";

    private static readonly ImageConfig Config = new()
    {
        Architecture = "amd64",
        Entrypoint = ["/thing"],
        Environment = ["A=b"],
        ExposedPorts = [8443, 8080],
        User = "65532:65532",
    };

    private Scratch _scratch = null!;

    [SetUp]
    public void MakeScratch() => _scratch = new Scratch();

    [TearDown]
    public void RemoveScratch() => _scratch.Dispose();

    [Test]
    public async Task The_same_input_gives_the_same_bytes_whatever_its_order_and_times()
    {
        var first = await WriteAsync("first.tar", Files());
        File.SetLastWriteTimeUtc(_scratch["thing"], new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        var second = await WriteAsync("second.tar", Files().Reverse());

        first.Reference.ShouldBe(Reference);
        File.ReadAllBytes(second.Path).ShouldBe(File.ReadAllBytes(first.Path));
    }

    [Test]
    public async Task Other_content_gives_another_archive()
    {
        var first = await WriteAsync("first.tar", Files());
        var second = await WriteAsync("second.tar", [.. Files(), ImageFile.Text("more", "")]);

        File.ReadAllBytes(second.Path).ShouldNotBe(File.ReadAllBytes(first.Path));
    }

    [Test]
    public async Task Manifest_and_configuration_point_to_what_is_there()
    {
        var entries = Read(File.ReadAllBytes((await WriteAsync("it.tar", Files())).Path));
        var manifest = JsonDocument.Parse(entries["manifest.json"].Content).RootElement[0];
        var configName = manifest.GetProperty("Config").GetString()!;
        var config = JsonDocument.Parse(entries[configName].Content).RootElement;
        var layer = entries[manifest.GetProperty("Layers")[0].GetString()!].Content;

        manifest.GetProperty("RepoTags")[0].GetString().ShouldBe(Reference);
        configName.ShouldBe(Sha256(entries[configName].Content) + ".json");
        config.GetProperty("rootfs").GetProperty("diff_ids")[0].GetString().ShouldBe("sha256:" + Sha256(layer));
        config.GetProperty("config").ToString().ShouldBe(
            """{"User":"65532:65532","ExposedPorts":{"8080/tcp":{},"8443/tcp":{}}"""
            + ""","Env":["A=b"],"Entrypoint":["/thing"],"WorkingDir":"/"}""");
    }

    [Test]
    public async Task The_layer_has_every_file_after_its_folder_with_its_mode_and_root_as_owner()
    {
        var entries = Read(File.ReadAllBytes((await WriteAsync("it.tar", Files())).Path));
        var layer = Read(entries.Single(entry => entry.Key.EndsWith("layer.tar", StringComparison.Ordinal)).Value.Content);

        layer.Keys.ShouldBe(["etc/", "etc/deep/", "etc/deep/passwd", "thing", "tmp/"]);
        layer["thing"].Content.ShouldBe("program"u8.ToArray());
        layer["thing"].Mode.ShouldBe(ImageFile.ExecutableMode);
        layer["etc/deep/passwd"].Mode.ShouldBe(ImageFile.PlainMode);
        layer["tmp/"].Mode.HasFlag(UnixFileMode.StickyBit).ShouldBeTrue();
        layer.Values.ShouldAllBe(entry => entry.Owner == 0 && entry.Time == DateTimeOffset.UnixEpoch);
    }

    [Test]
    public async Task A_failed_write_leaves_nothing_behind()
    {
        await Should.ThrowAsync<FileNotFoundException>(
            WriteAsync("it.tar", [ImageFile.Text("a", "b"), ImageFile.Copy("c", _scratch["missing"])]));

        _scratch.Files().ShouldBeEmpty();
    }

    [Test]
    public async Task A_write_that_fails_at_its_end_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_scratch["it.tar"]);

        await Should.ThrowAsync<Exception>(WriteAsync("it.tar", [ImageFile.Text("a", "b")]));

        _scratch.Files().ShouldBeEmpty();
    }

    [Test]
    public async Task A_cancelled_write_leaves_nothing_behind_and_the_old_archive_whole()
    {
        _scratch.Write("it.tar", "old");
        var files = Files();

        await Should.ThrowAsync<OperationCanceledException>(
            DockerArchive.WriteAsync(_scratch["it.tar"], Reference, Config, files, new CancellationToken(canceled: true)));

        _scratch.Files().ShouldBe(["it.tar", "thing"]);
        File.ReadAllText(_scratch["it.tar"]).ShouldBe("old");
    }

    [Test]
    public async Task Two_files_with_one_path_are_refused() =>
        (await Should.ThrowAsync<ArgumentException>(WriteAsync("it.tar", [ImageFile.Text("a", "1"), ImageFile.Text("/a", "2")])))
            .Message.ShouldContain("path a");

    [TestCase("")]
    [TestCase("/")]
    [TestCase("a/../b")]
    public void A_path_out_of_the_image_is_refused(string path) =>
        Should.Throw<ArgumentException>(() => ImageFile.Text(path, "")).Message.ShouldContain($"'{path}'");

    private IReadOnlyList<ImageFile> Files() =>
    [
        ImageFile.Copy("/thing", _scratch.Write("thing", "program"), ImageFile.ExecutableMode),
        ImageFile.Folder("tmp", ImageFile.ExecutableMode | UnixFileMode.StickyBit | UnixFileMode.OtherWrite),
        ImageFile.Text("etc/deep/passwd", "root:x:0:0::/:\n"),
    ];

    private Task<ImageArchive> WriteAsync(string name, IEnumerable<ImageFile> files) =>
        DockerArchive.WriteAsync(_scratch[name], Reference, Config, files);

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static Dictionary<string, (byte[] Content, UnixFileMode Mode, int Owner, DateTimeOffset Time)> Read(byte[] archive)
    {
        var entries = new Dictionary<string, (byte[], UnixFileMode, int, DateTimeOffset)>();
        using var tar = new TarReader(new MemoryStream(archive));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            entries.Add(entry.Name, (content.ToArray(), entry.Mode, entry.Uid, entry.ModificationTime));
        }

        return entries;
    }
}
