using Harness.Clusters.Engine;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters.Engine;

/// <summary>Finding an engine settles DOCKER_HOST and DOCKER_API_VERSION for the whole process; the fake puts them back.</summary>
[NonParallelizable]
internal sealed class EngineEndpointTests
{
    [TestCase("1.39", "1.39", "1.39")]
    [TestCase("1.9", "1.9", "1.9")]
    [TestCase("1.44", "1.44", null)]
    [TestCase("1.52", "1.44", null)]
    [TestCase("garbage", "1.44", null)]
    public async Task The_older_side_settles_the_API_version(string engineVersion, string common, string? variable)
    {
        await using var engine = await FakeEngine.StartAsync(engineVersion);

        var found = (await EngineEndpoint.FindAsync([], CancellationToken.None)).ShouldNotBeNull();

        found.Version.ShouldBe("26.1.5");
        found.CommonApiVersion.ShouldBe(Version.Parse(common));
        Environment.GetEnvironmentVariable("DOCKER_API_VERSION").ShouldBe(variable);
        Environment.GetEnvironmentVariable("DOCKER_HOST").ShouldBe($"unix://{engine.Socket}");
    }

    [Test]
    public async Task An_engine_that_does_not_say_what_it_is_is_spoken_to_in_the_clients_version()
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, """{"Version":26,"ApiVersion":null}"""));
        using var environment = new ProcessEnvironment(("DOCKER_HOST", $"tcp://{server.Url.Authority}"), ("DOCKER_API_VERSION", null));

        var found = (await EngineEndpoint.FindAsync([], CancellationToken.None)).ShouldNotBeNull();

        (found.Version, found.CommonApiVersion).ShouldBe((null, EngineEndpoint.ClientApiVersion));
    }

    [Test]
    public async Task The_library_is_spoken_to_in_the_settled_version()
    {
        await using var fake = await FakeEngine.StartAsync("1.41");

        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);
        await engine.InspectAsync("1f3a", CancellationToken.None);

        engine.Description.ShouldBe("Docker 26.1.5 (API 1.41)");
        fake.Seen.Last().Target.ShouldStartWith("/v1.41/containers/1f3a");
    }

    [TestCase("garbage")]
    [TestCase("/var/run/docker.sock")]
    [TestCase("localhost:2375")]
    [TestCase("ssh://elsewhere")]
    public async Task A_DOCKER_HOST_that_is_no_address_of_an_engine_is_bad_input(string value)
    {
        using var environment = new ProcessEnvironment(("DOCKER_HOST", value));

        var refusal = await Should.ThrowAsync<HarnessException>(() => EngineEndpoint.FindAsync([], CancellationToken.None));

        refusal.Kind.ShouldBe(FailureKind.BadInput);
        refusal.Message.ShouldStartWith($"DOCKER_HOST={value} is not an address like unix:///var/run/docker.sock");
    }

    [Test]
    public async Task Where_nobody_listens_the_three_ways_out_are_told()
    {
        using var environment = new ProcessEnvironment(("DOCKER_HOST", "unix:///nowhere/docker.sock"));

        var failure = await Should.ThrowAsync<HarnessException>(() => ContainerEngine.ConnectAsync(CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("unix:///nowhere/docker.sock: ");
        foreach (var way in (string[])["install and start", "DOCKER_HOST=", "--kubeconfig FILE"])
            failure.Message.ShouldContain(way);
    }

    [TestCase("<html>hello</html>")]
    [TestCase("[]")]
    public async Task What_is_no_engine_is_told_as_tried(string body)
    {
        await using var server = await LoopbackServer.StartAsync(LoopbackServer.Always(200, body));
        using var environment = new ProcessEnvironment(("DOCKER_HOST", $"tcp://{server.Url.Authority}"));
        var tried = new List<string>();

        (await EngineEndpoint.FindAsync(tried, CancellationToken.None)).ShouldBeNull();

        tried.Single().ShouldStartWith($"tcp://{server.Url.Authority}: ");
    }
}
