using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Clusters.Node;
using Harness.Images;
using Harness.Runs;
using Harness.Tests.Images;

namespace Harness.Tests.Clusters.Node;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeptClusterTests : IDisposable
{
    private const string State = """
        {"ContainerId":"0123456789abcdef","IsThrowaway":true,"Facts":{"Source":"k3s","KubernetesVersion":"v1.34.1"}}
        """;

    private readonly Scratch _scratch = new();

    private KeptCluster Kept => new(_scratch["kept"]);

    [Test]
    public void What_was_written_is_read()
    {
        _scratch.Write("kept/cluster.json", State);

        var state = Kept.Read().ShouldNotBeNull();

        (state.ContainerId, state.IsThrowaway, state.Facts.KubernetesVersion).ShouldBe(("0123456789abcdef", true, "v1.34.1"));
    }

    [Test]
    public async Task Without_a_folder_none_is_kept_and_no_engine_is_asked()
    {
        Kept.Read().ShouldBeNull();
        (await Kept.IsRunningAsync(CancellationToken.None)).ShouldBeFalse();
        (await Kept.TryAttachAsync(CancellationToken.None)).ShouldBeNull();
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("garbage")]
    [TestCase("""{"ContainerId":"0123456789ab" """)]
    [TestCase("""{"ContainerId":null,"IsThrowaway":true,"Facts":{"Source":"k3s","KubernetesVersion":"v1.34.1"}}""")]
    [TestCase("""{"ContainerId":"0123456789ab","IsThrowaway":true,"Facts":{}}""")]
    public async Task What_is_not_its_own_writing_is_no_kept_cluster(string content)
    {
        _scratch.Write("kept/cluster.json", content);
        _scratch.Write("kept/kubeconfig", "x");

        Kept.Read().ShouldBeNull();
        (await Kept.TryAttachAsync(CancellationToken.None)).ShouldBeNull();
    }

    [TestCase(ClusterSource.Auto, "rancher/k3s:v1.30.0-k3s1", "--k3s-image rancher/k3s:v1.30.0-k3s1 is not the kept cluster")]
    [TestCase(ClusterSource.Offline, ThirdPartyImages.K3s, "--cluster offline is not the kept cluster, which is k3s, Kubernetes v1.34.1")]
    public async Task Another_kind_than_the_kept_one_is_refused(ClusterSource source, string image, string complaint)
    {
        _scratch.Write("kept/cluster.json", State);

        var refused = await Should.ThrowAsync<HarnessException>(
            () => Kept.EnsureIsAsync(new ClusterOptions { Source = source, K3sImage = image }, CancellationToken.None));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith(complaint);
    }

    [Test]
    public async Task A_run_on_another_kind_than_the_kept_one_is_not_begun()
    {
        _scratch.Write("kept/cluster.json", State);
        var request = new RunRequest
        {
            Folders = new HarnessFolders { Source = _scratch["source"], Runs = _scratch["runs"], State = _scratch["kept"] },
            Settings = RunSettings.Default.With(Settings.Attach, _scratch["kept"]).With(Settings.K3sImage, "rancher/k3s:v1.30.0-k3s1"),
            Command = "./run.sh",
            Progress = new SilentProgress(),
            Report = _ => throw new InvalidOperationException("there is nothing to report"),
        };

        (await Should.ThrowAsync<HarnessException>(() => Run.ExecuteAsync(request, [], CancellationToken.None)))
            .Kind.ShouldBe(FailureKind.BadInput);
        Directory.Exists(_scratch["runs"]).ShouldBeFalse();
    }

    [TestCase("gone", "there is no such file")]
    [TestCase("empty", "kubeconfig")]
    [TestCase("garbled", "is not valid YAML")]
    public async Task A_run_by_a_kubeconfig_that_is_none_is_not_begun(string file, string complaint)
    {
        _scratch.Write("empty", "");
        _scratch.Write("garbled", "a: [");
        var request = new RunRequest
        {
            Folders = new HarnessFolders { Source = _scratch["source"], Runs = _scratch["runs"], State = _scratch["kept"] },
            Settings = RunSettings.Default.With(Settings.Kubeconfig, _scratch[file]),
            Command = "./run.sh bench",
            Progress = new SilentProgress(),
            Report = _ => throw new InvalidOperationException("there is nothing to report"),
        };

        var refused = await Should.ThrowAsync<HarnessException>(() => Run.ExecuteAsync(request, [], CancellationToken.None));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldContain(complaint);
        Directory.Exists(_scratch["runs"]).ShouldBeFalse();
    }

    [Test]
    public async Task One_that_was_started_without_what_is_asked_for_is_said_to_be_so()
    {
        _scratch.Write("kept/cluster.json", State);

        (await Should.ThrowAsync<HarnessException>(() => Kept.EnsureIsAsync(new ClusterOptions { Audit = true }, CancellationToken.None)))
            .Message.ShouldBe("--audit: the kept cluster (k3s, Kubernetes v1.34.1) was started without it: remove that one first "
                + "(./run.sh down), or leave the option out");
    }

    [TestCase(ClusterSource.Auto)]
    [TestCase(ClusterSource.K3s)]
    public async Task The_kept_one_is_used_where_nothing_else_is_asked_for(ClusterSource source)
    {
        _scratch.Write("kept/cluster.json", State);

        await Kept.EnsureIsAsync(new ClusterOptions { Source = source }, CancellationToken.None);
    }

    [Test]
    public void Forgetting_removes_its_files_and_twice_is_fine()
    {
        _scratch.Write("kept/cluster.json", State);
        _scratch.Write("kept/kubeconfig", "x");

        Kept.Forget();
        Kept.Forget();

        _scratch.Files().ShouldBeEmpty();
    }

    public void Dispose() => _scratch.Dispose();
}
