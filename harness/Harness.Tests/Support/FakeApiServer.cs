using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Harness.Api;
using k8s;

namespace Harness.Tests.Support;

/// <summary>A request as the <see cref="FakeApiServer"/> saw it.</summary>
internal sealed record ApiRequest(string Method, string Path, string Query, string Body)
{
    /// <summary>In whose name: user and groups as the headers have them; empty for the client's own.</summary>
    public string As { get; init; } = "";

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>An API server without a network: a test says what it answers, and reads what it was asked.</summary>
internal sealed class FakeApiServer(Func<ApiRequest, ApiAnswer?> answer) : DelegatingHandler
{
    private readonly ConcurrentQueue<ApiRequest> _seen = new();

    public IReadOnlyCollection<ApiRequest> Seen => _seen;

    /// <summary>Requests in order, e.g. <c>POST /api/v1/namespaces</c>.</summary>
    public IEnumerable<string> Calls => _seen.Select(request => request.ToString());

    public Kubernetes Client() => KubernetesClients.Create(
        new ApiServerAddress(new Uri("http://api.example"), null), new ApiCredentials(), repeats: null, server: this);

    /// <summary>What a test says, else 404.</summary>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var seen = new ApiRequest(
            request.Method.Method, request.RequestUri!.AbsolutePath, Uri.UnescapeDataString(request.RequestUri.Query), body)
        {
            As = string.Join(' ', request.Headers.Where(header => header.Key.StartsWith("Impersonate-", StringComparison.Ordinal))
                .SelectMany(header => header.Value)),
        };
        _seen.Enqueue(seen);
        var reply = answer(seen) ?? ApiAnswer.Failure(HttpStatusCode.NotFound, "NotFound");
        return new HttpResponseMessage(reply.Code)
        {
            RequestMessage = request,
            Content = new StringContent(reply.Body, Encoding.UTF8, "application/json"),
            Headers = { Date = reply.Date },
        };
    }
}
