using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Harness.Clusters;
using Harness.Images;
using Harness.Tests.Images;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Tests.Clusters;

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
        _scratch.Write("again/cluster.json.new", "left by one that was killed");

        await new KeptCluster(_scratch["again"]).WriteAsync(cluster!, CancellationToken.None);

        _scratch.Files("again").ShouldBe(["again/cluster.json", "again/kubeconfig"]);
        foreach (var file in _scratch.Files("again"))
            File.GetUnixFileMode(_scratch[file]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new KeptCluster(_scratch["again"]).Read()!.ContainerId.ShouldBe("0123456789abcdef");
        File.ReadAllText(_scratch["again/kubeconfig"]).ShouldContain($"https://127.0.0.1:{Port}");
        File.ReadAllText(_scratch["again/cluster.json"]).ShouldNotContain("secret-token");
    }

    [Test]
    public async Task An_image_that_the_node_would_not_import_is_not_taken_for_given()
    {
        var image = new ImageArchive("harness.local/app:1", _scratch.Write("app.tar", ""));
        await using var engine = await FakeEngine.StartAsync(answer: FullNodeAsync);
        await using var cluster = await new KeptCluster(_scratch["kept"]).TryAttachAsync(CancellationToken.None);

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Should.ThrowAsync<HarnessException>(() => cluster!.GiveImageAsync(image, CancellationToken.None));
            refusal.Message.ShouldBe("the node would not import harness.local/app:1: disk full");
        }
    }

    public void Dispose()
    {
        _apiServer.Dispose();
        _scratch.Dispose();
    }

    /// <summary>A node whose containerd has no image, and no room for one.</summary>
    private async Task FullNodeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isImport = path.Contains("/exec/import/", StringComparison.Ordinal);
        if (path.EndsWith("/exec", StringComparison.Ordinal))
        {
            using var command = new StreamReader(context.Request.Body);
            var id = (await command.ReadToEndAsync()).Contains("images import", StringComparison.Ordinal) ? "import" : "list";
            await context.Response.WriteAsync($$"""{"Id":"{{id}}"}""");
        }
        else if (path.EndsWith("/start", StringComparison.Ordinal))
        {
            await using var output = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            // One frame of the engine's: standard output, its length, the text.
            if (isImport)
                await output.WriteAsync(new byte[] { 1, 0, 0, 0, 0, 0, 0, 9 }.Concat("disk full"u8.ToArray()).ToArray());
        }
        else if (path.Contains("/exec/", StringComparison.Ordinal))
        {
            await context.Response.WriteAsync($$"""{"ExitCode":{{(isImport ? 1 : 0)}}}""");
        }
        else if (!path.EndsWith("/archive", StringComparison.Ordinal))
        {
            await Inspected("""{"Running":true}""")(context);
        }
    }

    private RequestDelegate Inspected(string state) => context => context.Response.WriteAsync($$"""
        {"Id":"0123456789abcdef","State":{{state}},"NetworkSettings":{"Ports":{"6443/tcp":[{"HostIp":"127.0.0.1","HostPort":"{{Port}}"}]} } }
        """);
}
