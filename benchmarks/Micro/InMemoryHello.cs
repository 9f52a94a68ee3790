using System.Net;
using System.Net.Http.Headers;
using Harness.Load.Engine;

namespace Harness.Micro;

/// <summary>Answers at once from memory: what remains is the engine's own cost, and the answer's few objects.</summary>
internal sealed class InMemoryHello : HttpMessageHandler
{
    private static readonly byte[] Body = "Hello, world!\nVersion: 1.0.0\nHostname: hello-app\n"u8.ToArray();

    public static HttpTarget Target { get; } = new(new Uri("http://127.0.0.1:8080/"), "Hello, world!")
    {
        Authorization = new AuthenticationHeaderValue("Bearer", "token"),
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body) });
}
