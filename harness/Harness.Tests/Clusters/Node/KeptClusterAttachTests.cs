using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Harness.Clusters.Node;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Images;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Clusters.Node;

/// <summary>Attaching to a kept node, with an engine and an API server's port that a test plays.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeptClusterAttachTests : IDisposable
{
    private const string Kubeconfig = """
        apiVersion: v1
        kind: Config
        current-context: default
        clusters: [{name: default, cluster: {server: 'https://127.0.0.1:6443'}}]
        users: [{name: default, user: {token: secret-token}}]
        contexts: [{name: default, context: {cluster: default, user: default}}]
        """;

    private readonly Scratch _scratch = new();
    private readonly TcpListener _apiServer = new(IPAddress.Loopback, 0);

    public KeptClusterAttachTests()
    {
        _apiServer.Start();
        _scratch.Write("kept/kubeconfig", Kubeconfig);
        _scratch.Write(
            "kept/cluster.json",
            """{"ContainerId":"0123456789abcdef","IsThrowaway":false,"Facts":{"Source":"k3s","KubernetesVersion":"v1.34.1"}}""");
    }

    private string Port => ((IPEndPoint)_apiServer.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    [Test]
    public async Task A_running_node_is_attached_to_at_the_address_where_it_answers_now()
    {
        await using var engine = await FakeEngine.StartAsync(answer: Inspected("""{"Running":true}"""));

        await using var cluster = await new KeptCluster(_scratch["kept"]).TryAttachAsync(CancellationToken.None);

        cluster.ShouldNotBeNull().Api.Address.ShouldBe(new Uri($"https://127.0.0.1:{Port}/"));
        (cluster.Facts.Source, cluster.Facts.KubernetesVersion, cluster.IsThrowaway).ShouldBe(("kept", "v1.34.1", false));
        (await new KeptCluster(_scratch["kept"]).IsRunningAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [TestCase("""{"Running":false,"ExitCode":137}""")]
    [TestCase(null)]
    public async Task A_node_that_stopped_or_is_gone_is_not_attached_to(string? state)
    {
        await using var engine = await FakeEngine.StartAsync(answer: state is null ? null : Inspected(state));

        (await new KeptCluster(_scratch["kept"]).TryAttachAsync(CancellationToken.None)).ShouldBeNull();
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task What_is_kept_is_readable_by_its_owner_alone_also_over_a_file_that_was_not()
    {
        await using var engine = await FakeEngine.StartAsync(answer: Inspected("""{"Running":true}"""));
        await using var cluster = await new KeptCluster(_scratch["kept"]).TryAttachAsync(CancellationToken.None);
        _scratch.Write("again/kubeconfig", "old");

        new KeptCluster(_scratch["again"]).Write(cluster!);

        _scratch.Files("again").ShouldBe(["again/cluster.json", "again/kubeconfig"]);
        foreach (var file in _scratch.Files("again"))
            File.GetUnixFileMode(_scratch[file]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new KeptCluster(_scratch["again"]).Read()!.ContainerId.ShouldBe("0123456789abcdef");
        File.ReadAllText(_scratch["again/kubeconfig"]).ShouldContain($"https://127.0.0.1:{Port}");
        File.ReadAllText(_scratch["again/cluster.json"]).ShouldNotContain("secret-token");
    }

    public void Dispose()
    {
        _apiServer.Dispose();
        _scratch.Dispose();
    }

    private RequestDelegate Inspected(string state) => context => context.Response.WriteAsync($$"""
        {"Id":"0123456789abcdef","State":{{state}},
         "NetworkSettings":{"Ports":{"6443/tcp":[{"HostIp":"127.0.0.1","HostPort":"{{Port}}"}]} } }
        """);
}
