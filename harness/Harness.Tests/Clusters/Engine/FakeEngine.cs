using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Clusters.Engine;

/// <summary>A container engine on a unix socket in this process, which DOCKER_HOST points to while it lives.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ProcessEnvironment _environment;
    private readonly RequestDelegate _answer;
    private LoopbackServer? _server;

    private FakeEngine(RequestDelegate answer)
    {
        _answer = answer;
        _environment = new ProcessEnvironment(("DOCKER_HOST", $"unix://{Socket}"), ("DOCKER_API_VERSION", null));
    }

    public string Socket => _scratch["docker.sock"];

    public IReadOnlyCollection<SeenRequest> Seen => _server!.Seen;

    /// <summary>Starts it.</summary>
    /// <param name="apiVersion">What it says of itself.</param>
    /// <param name="answer">What it answers to anything but /version.</param>
    public static async Task<FakeEngine> StartAsync(string apiVersion = "1.44", RequestDelegate? answer = null)
    {
        var engine = new FakeEngine(answer ?? LoopbackServer.Always(404, """{"message":"no such thing"}"""));
        engine._server = await LoopbackServer.OnSocketAsync(engine.Socket, context => context.Request.Path == "/version"
            ? context.Response.WriteAsync($$"""{"Version":"26.1.5","ApiVersion":"{{apiVersion}}"}""")
            : engine._answer(context));
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _environment.Dispose();
        _scratch.Dispose();
    }
}
