using System.Formats.Tar;
using System.IO.Compression;
using Harness.Clusters.Node;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ServerProgramsTests : IDisposable
{
    private const int MachineAt = 18;
    private readonly Scratch _scratch = new();

    [TestCase("")]
    [TestCase("server/bin")]
    [TestCase("kubernetes/server/bin")]
    public async Task A_folder_is_flat_or_as_the_official_tarball_unpacks(string place)
    {
        Write(place, [.. ServerPrograms.Needed, "kubectl", "kubeadm"]);

        (await CopyAsync(_scratch["given"])).ShouldBe([.. ServerPrograms.Taken], ignoreOrder: true);
    }

    [TestCase("kubernetes/server/bin/", true)]
    [TestCase("./", true)]
    [TestCase("", false)]
    public async Task A_tarball_has_them_anywhere_and_needs_no_kubectl(string place, bool isCompressed)
    {
        var tarball = Tarball(isCompressed, ServerPrograms.Needed.Append("kube-apiserver.docker_tag").Select(name => place + name));

        (await CopyAsync(tarball)).ShouldBe([.. ServerPrograms.Needed], ignoreOrder: true);
    }

    [Test]
    public async Task What_is_missing_is_named()
    {
        Write("server/bin", "kube-apiserver", "kubelet", "kube-scheduler");

        (await RefusalAsync(_scratch["given"]))
            .ShouldStartWith($"--kubernetes {_scratch["given"]}: it does not hold kube-controller-manager, kube-proxy; give the official");
        (await RefusalAsync(Tarball(true, ["kubelet"]))).ShouldContain("it does not hold kube-apiserver, kube-controller-manager");
    }

    [Test]
    public async Task What_is_neither_a_folder_nor_a_tarball_is_refused_in_a_line()
    {
        (await RefusalAsync(_scratch["nowhere"])).ShouldContain("no folder or file is there");
        (await RefusalAsync("/dev/zero")).ShouldContain("no folder or file is there");
        (await RefusalAsync(_scratch.Write("text.tar.gz", new string('x', 4096)))).ShouldContain("it cannot be read");
        var cut = Tarball(true, ServerPrograms.Needed);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^200]);
        (await RefusalAsync(cut)).ShouldContain(": it ");
    }

    [Test]
    public async Task A_program_for_another_machine_is_refused()
    {
        Write("", [.. ServerPrograms.Needed]);
        var other = Program();
        other[MachineAt] = (byte)(other[MachineAt] == 62 ? 183 : 62);
        File.WriteAllBytes(_scratch["given/kube-proxy"], other);

        (await RefusalAsync(_scratch["given"]))
            .ShouldMatch("its kube-proxy is a program for (arm64|amd64), and this machine is (amd64|arm64)$");
    }

    [Test]
    public async Task A_script_in_a_programs_place_is_refused()
    {
        Write("", [.. ServerPrograms.Needed]);
        _scratch.Write("given/kubelet", "#!/bin/sh\n");

        (await RefusalAsync(_scratch["given"])).ShouldEndWith("its kubelet is no program for Linux");
    }

    [Test]
    public async Task A_pipe_or_a_device_in_a_programs_place_is_refused_at_once()
    {
        Write("", [.. ServerPrograms.Needed]);
        File.Delete(_scratch["given/kubelet"]);
        File.CreateSymbolicLink(_scratch["given/kubelet"], "/dev/zero");

        (await RefusalAsync(_scratch["given"])).ShouldContain("its kubelet is no regular file");
    }

    [Test]
    public async Task Programs_that_change_between_digest_and_copy_are_refused()
    {
        Write("", [.. ServerPrograms.Needed]);
        var programs = await ServerPrograms.OpenAsync(_scratch["given"], CancellationToken.None);
        File.AppendAllText(_scratch["given/kubelet"], "x");
        var target = Directory.CreateDirectory(_scratch["target"]).FullName;

        (await Should.ThrowAsync<HarnessException>(() => programs.CopyToAsync(target, ServerPrograms.Taken, CancellationToken.None)))
            .Message.ShouldContain("it changed while it was read");
    }

    [Test]
    public async Task An_archive_with_a_header_that_cannot_be_meant_is_refused_in_a_line()
    {
        var tarball = Tarball(false, ServerPrograms.Needed);
        var bytes = File.ReadAllBytes(tarball);
        var at = bytes.AsSpan().IndexOf("mtime="u8);
        "mtime=9999999999999"u8.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(tarball, bytes);

        (await RefusalAsync(tarball)).ShouldContain("it cannot be read");
    }

    [Test]
    public async Task A_tarball_writes_nothing_but_its_programs_and_follows_no_link()
    {
        var twice = Tarball(false, ServerPrograms.Needed.Append("other/kubelet"));
        var outside = Tarball(false, ServerPrograms.Needed.Append("../../../escaped"));
        var linked = Tarball(false, ServerPrograms.Needed.Except(["kubelet"]), link: "kubelet");

        (await RefusalAsync(twice)).ShouldContain("it holds kubelet twice");
        (await CopyAsync(outside)).ShouldBe([.. ServerPrograms.Needed], ignoreOrder: true);
        (await RefusalAsync(linked)).ShouldContain("it does not hold kubelet");
    }

    [Test]
    public async Task Another_program_is_another_digest()
    {
        Write("", [.. ServerPrograms.Needed]);
        var before = (await ServerPrograms.OpenAsync(_scratch["given"], CancellationToken.None)).Digest;
        (await ServerPrograms.OpenAsync(_scratch["given"], CancellationToken.None)).Digest.ShouldBe(before);

        File.AppendAllText(_scratch["given/kube-proxy"], "x");

        (await ServerPrograms.OpenAsync(_scratch["given"], CancellationToken.None)).Digest.ShouldNotBe(before);
    }

    [Test]
    public async Task What_is_complete_is_known_before_anything_is_unpacked()
    {
        Write("server/bin", [.. ServerPrograms.Needed]);
        var half = Tarball(true, ["kubernetes/server/bin/kubelet"]);

        await CheckAsync(_scratch["given"]);
        await CheckAsync(Tarball(true, ServerPrograms.Needed.Select(name => $"kubernetes/server/bin/{name}")));
        (await Should.ThrowAsync<HarnessException>(() => CheckAsync(half))).Message
            .ShouldStartWith("--mine: it does not hold kube-apiserver, kube-controller-manager, kube-scheduler, kube-proxy; give");
        (await Should.ThrowAsync<HarnessException>(() => CheckAsync(_scratch["none"]))).Message
            .ShouldStartWith("--mine: no folder or file");
        _scratch.Write("given/server/bin/kubelet", "#!/bin/sh\n");
        (await Should.ThrowAsync<HarnessException>(() => CheckAsync(_scratch["given"]))).Message
            .ShouldContain("its kubelet is no program");

        static Task CheckAsync(string path) => ServerPrograms.EnsureCompleteAsync(path, "--mine", CancellationToken.None);
    }

    public void Dispose() => _scratch.Dispose();

    private static byte[] Program() => File.ReadAllBytes("/bin/true");

    private void Write(string place, params string[] names)
    {
        Directory.CreateDirectory(_scratch[$"given/{place}"]);
        foreach (var name in names)
            File.WriteAllBytes(_scratch[$"given/{place}/{name}"], Program());
    }

    private string Tarball(bool isCompressed, IEnumerable<string> entries, string? link = null)
    {
        var path = _scratch[$"{Guid.NewGuid():N}.tar"];
        using var file = File.Create(path);
        using Stream packed = isCompressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var tar = new TarWriter(packed);
        foreach (var entry in entries)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(Program()) });
        if (link is not null)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, link) { LinkName = "/bin/true" });
        return path;
    }

    private async Task<IEnumerable<string>> CopyAsync(string path)
    {
        var target = Directory.CreateDirectory(_scratch[$"target-{Guid.NewGuid():N}/a/b/c"]).FullName;
        var programs = await ServerPrograms.OpenAsync(path, CancellationToken.None);
        await programs.CopyToAsync(target, ServerPrograms.Taken, CancellationToken.None);
        return Directory.EnumerateFileSystemEntries(Path.GetFullPath($"{target}/../../.."), "*", SearchOption.AllDirectories)
            .Where(File.Exists).Select(file => Path.GetRelativePath(target, file));
    }

    private async Task<string> RefusalAsync(string path)
    {
        var refusal = await Should.ThrowAsync<HarnessException>(() => CopyAsync(path));
        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldNotContain("\n");
        return refusal.Message;
    }
}
