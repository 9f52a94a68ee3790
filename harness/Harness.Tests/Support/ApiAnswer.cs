using System.Net;
using System.Text.Json;
using k8s;

namespace Harness.Tests.Support;

/// <summary>An answer of the <see cref="FakeApiServer"/>.</summary>
internal sealed record ApiAnswer(HttpStatusCode Code, string Body)
{
    /// <summary>The server's clock, where it tells.</summary>
    public DateTimeOffset? Date { get; init; }

    public static ApiAnswer Ok(object body) => new(HttpStatusCode.OK, KubernetesJson.Serialize(body));

    public static ApiAnswer Text(string body) => new(HttpStatusCode.OK, body);

    public static ApiAnswer Failure(HttpStatusCode code, string reason, string message = "no") =>
        new(code, StatusText.Of((int)code, reason, message));

    /// <summary>What the authorizer says to an access review.</summary>
    public static ApiAnswer Review(bool allowed, string reason = "") => new(
        HttpStatusCode.Created,
        JsonSerializer.Serialize(new { apiVersion = "authorization.k8s.io/v1", spec = new { }, status = new { allowed, reason } }));
}
