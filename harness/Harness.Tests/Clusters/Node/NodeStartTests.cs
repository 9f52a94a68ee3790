using System.Globalization;
using System.Text.Json;
using Docker.DotNet.Models;
using Harness.Clusters;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Lifetime;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Clusters.Node;

/// <summary>What an engine is asked for when a node is started, as an engine that a test plays receives it.</summary>
[NonParallelizable]
internal sealed class NodeStartTests
{
    private const long Memory = 3_000_000_000;
    private static readonly string Id = new('a', 64);
    private JsonElement _created;

    private static IEnumerable<int> Ports => NodeStart.PublishedNodePorts.Append(NodeContainer.ApiServerPort);

    [Test]
    public async Task Every_port_is_published_on_loopback_alone_the_API_servers_included()
    {
        await using var fake = await FakeEngine.StartAsync(answer: AnswerAsync);

        await StartAsync(new Uri($"unix://{fake.Socket}"));

        Ports.ShouldBeSubsetOf(Published().Select(port => port.Container));
        Published().ShouldAllBe(port => port.HostIp == "127.0.0.1");
    }

    [TestCase("unix:///run/docker.sock", "127.0.0.1")]
    [TestCase("tcp://127.0.0.1:2375", "127.0.0.1")]
    [TestCase("tcp://engine.example:2375", "")]
    public void An_engine_elsewhere_publishes_them_where_this_machine_reaches_them(string engine, string ip)
    {
        var binding = new PortBinding();
        var container = new CreateContainerParameters
        {
            HostConfig = new HostConfig { PortBindings = new Dictionary<string, IList<PortBinding>> { ["6443/tcp"] = [binding] } },
        };

        Start(new Uri(engine)).Confine(container);

        (binding.HostIP ?? "").ShouldBe(ip);
    }

    [Test]
    public async Task Memory_and_processes_are_limited()
    {
        await using var fake = await FakeEngine.StartAsync(answer: AnswerAsync);

        await StartAsync(new Uri($"unix://{fake.Socket}"));

        var host = _created.GetProperty("HostConfig");
        host.GetProperty("Memory").GetInt64().ShouldBe(Memory);
        host.GetProperty("PidsLimit").GetInt64().ShouldBe(16_384);
    }

    [TestCase(true, false, "private", new[] { "/run" })]
    [TestCase(false, false, "host", new[] { "/sys/fs/cgroup", "/run" })]
    [TestCase(true, true, "host", new[] { "/sys/fs/cgroup", "/run" })]
    public void With_cgroups_of_its_own_it_gets_none_of_the_hosts_unless_it_could_not_write_to_them(
        bool own, bool byName, string mode, string[] mounted)
    {
        var host = new HostConfig
        {
            CgroupnsMode = "host",
            PortBindings = new Dictionary<string, IList<PortBinding>>(),
            Mounts = [new Mount { Target = "/sys/fs/cgroup" }, new Mount { Target = "/run" }],
        };

        (Start(new Uri("unix:///run/docker.sock")) with { HasOwnCgroups = own })
            .Adapt(new CreateContainerParameters { Cmd = ["server"], HostConfig = host }, byName);

        host.CgroupnsMode.ShouldBe(mode);
        host.Mounts.Select(mount => mount.Target).ShouldBe(mounted);
    }

    [TestCase("Docker", new[] { "seccomp=unconfined", "apparmor=unconfined" })]
    [TestCase("Podman", new[] { "seccomp=unconfined", "apparmor=unconfined", "unmask=ALL" })]
    public void With_capabilities_by_name_the_kernels_settings_stay_open_in_each_engines_words(string product, string[] options)
    {
        var start = Start(new Uri("unix:///run/docker.sock"));
        var host = new HostConfig { PortBindings = new Dictionary<string, IList<PortBinding>>() };

        (start with { Engine = start.Engine with { Product = product } })
            .Adapt(new CreateContainerParameters { Cmd = ["server"], HostConfig = host }, explicitCapabilities: true);

        host.SecurityOpt.ShouldBe(options);
        host.ReadonlyPaths.ShouldBeEmpty();
    }

    [TestCase(0, 0)]
    [TestCase(4_000_000_000, 3_000_000_000)]
    public void A_quarter_of_the_memory_stays_for_the_machine(long machine, long node) =>
        NodeLimits.Of(machine).MemoryBytes.ShouldBe(node);

    [TestCase("unix:///run/docker.sock", "--tls-san=127.0.0.1")]
    [TestCase("tcp://engine.example:2375", "--tls-san=engine.example")]
    [TestCase("tcp://[fd00::1]:2375", "--tls-san=fd00::1")]
    public void The_certificate_is_for_the_host_on_which_the_ports_are_reached(string engine, string argument) =>
        Start(new Uri(engine)).Arguments(["server", "--disable=traefik"])
            .ShouldBe(["server", "--disable=traefik", argument, .. NodeAudit.Arguments]);

    [Test]
    public void With_its_ingress_controller_it_is_not_told_to_do_without() =>
        (Start(new Uri("unix:///run/docker.sock")) with { Ingress = IngressChoice.Traefik })
            .Arguments(["server", "--disable=traefik"]).ShouldNotContain("--disable=traefik");

    private static async Task StartAsync(Uri engine)
    {
        using var environment = new ProcessEnvironment(("TESTCONTAINERS_RYUK_DISABLED", "true"));
        (await Should.ThrowAsync<HarnessException>(Start(engine).StartAsync)).Message.ShouldEndWith("seen enough");
    }

    private static NodeStart Start(Uri engine) => new("image:1", Ownership.Current, "run-1", [])
    {
        Engine = new EngineEndpoint(engine, "26.1.5", EngineEndpoint.ClientApiVersion),
        Limits = new NodeLimits(Memory),
    };

    private IEnumerable<(int Container, string? HostIp)> Published() =>
        from port in _created.GetProperty("HostConfig").GetProperty("PortBindings").EnumerateObject()
        from binding in port.Value.EnumerateArray()
        let ip = binding.TryGetProperty("HostIp", out var value) ? value.GetString() : null
        select (int.Parse(port.Name.Split('/')[0], CultureInfo.InvariantCulture), ip);

    /// <summary>Takes the container, and then does not start it: all that is asked is known by then.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        var call = context.Request.Path.Value![(context.Request.Path.Value!.LastIndexOf('/') + 1)..];
        if (context.Request.Path.Value.EndsWith("/containers/create", StringComparison.Ordinal))
            _created = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
        context.Response.StatusCode = call switch { "create" => 201, "start" => 500, _ => 200 };
        await context.Response.WriteAsync($$"""
            {"Id":"{{Id}}","Warnings":[],"message":"seen enough","Version":"26.1.5","ApiVersion":"1.44","Name":"/node",
             "Created":"2026-01-01T00:00:00Z","State":{"Status":"created"},"Config":{},"HostConfig":{},"NetworkSettings":{} }
            """);
    }
}
