using System.Text;
using System.Text.Json;
using Harness.Rbac.Auditing;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>A line of an audit log as an API server writes it, with what a test needs changed.</summary>
internal sealed record LoggedRequest
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    public string Stage { get; init; } = "ResponseComplete";

    public string Version { get; init; } = "audit.k8s.io/v1";

    public string? User { get; init; } = "system:serviceaccount:shop:consumer";

    public string[] Groups { get; init; } = ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"];

    public string? Impersonated { get; init; }

    public string[] ImpersonatedGroups { get; init; } = ["system:authenticated"];

    public string Verb { get; init; } = "get";

    public string Namespace { get; init; } = "shop";

    public string Name { get; init; } = "hello-app:8080";

    public string Path { get; init; } = "/metrics";

    public string? Uri { get; init; }

    public string Resource { get; init; } = "services";

    public string? Subresource { get; init; } = "proxy";

    public string? Group { get; init; }

    public bool HasObject { get; init; } = true;

    public int? Status { get; init; } = 200;

    public bool IsFailure { get; init; }

    public string? Decision { get; init; } = "allow";

    public string Reason { get; init; } =
        "RBAC: allowed by RoleBinding \"hello/shop\" of Role \"hello\" to ServiceAccount \"consumer/shop\"";

    public string Agent { get; init; } = "curl/8";

    public string? Time { get; init; } = "2026-11-30T12:00:00.123456Z";

    /// <summary>A log with something of everything, for tests that break it.</summary>
    public static string Sample => string.Join('\n',
        new LoggedRequest { Id = "1" },
        new LoggedRequest { Id = "2", Stage = "ResponseStarted", Name = "https:shop:web", Verb = "create" },
        new LoggedRequest { Id = "3", User = "ann", Resource = "pods", Subresource = "log", Name = "web-0" },
        new LoggedRequest { Id = "4", Decision = "forbid", Status = 403 }, "");

    private static LoggedRequest Third { get; } = new() { Id = "7", Path = "/users/3" };

    /// <summary>Another one.</summary>
    public static string OtherSample => string.Join('\n',
        new LoggedRequest { Id = "5", Path = "/users/1" }, new LoggedRequest { Id = "6", Path = "/users/2?x=1" },
        $$"""{"kind": "EventList", "apiVersion": "audit.k8s.io/v1beta1", "items": [{{Third}}]}""",
        new LoggedRequest { Id = "8", User = null, Stage = "ResponseStarted", Status = 401, Decision = null }, "");

    /// <summary>The line without its end.</summary>
    public override string ToString() => JsonSerializer.Serialize(ToObject());

    public Dictionary<string, object?> ToObject()
    {
        var place = (Group is null ? "/api/v1/" : $"/apis/{Group}/v1/") + (Namespace.Length == 0 ? "" : $"namespaces/{Namespace}/");
        var fields = new Dictionary<string, object?>
        {
            ["kind"] = "Event",
            ["apiVersion"] = Version,
            ["level"] = "Metadata",
            ["auditID"] = Id,
            ["stage"] = Stage,
            ["requestURI"] = Uri ?? $"{place}{Resource}/{Name}/{Subresource}{Path}",
            ["verb"] = Verb,
            ["user"] = User is null ? new { } : (object)new { username = User, uid = "1", groups = Groups },
            ["sourceIPs"] = new[] { "192.0.2.1" },
            ["userAgent"] = Agent,
        };
        if (Impersonated is not null)
            fields["impersonatedUser"] = new { username = Impersonated, groups = ImpersonatedGroups };
        if (HasObject)
            fields["objectRef"] = Object;
        if (Status is not null)
            fields["responseStatus"] = IsFailure ? (object)new { status = "Failure", code = Status } : new { code = Status };
        if (Time is not null)
            (fields["requestReceivedTimestamp"], fields["stageTimestamp"]) = (Time, Time);
        if (Decision is not null)
        {
            fields["annotations"] = new Dictionary<string, string>
            {
                ["authorization.k8s.io/decision"] = Decision,
                ["authorization.k8s.io/reason"] = Reason,
            };
        }

        return fields;
    }

    private object Object => new
    {
        resource = Resource,
        @namespace = Namespace,
        name = Name,
        apiGroup = Group ?? "",
        apiVersion = "v1",
        subresource = Subresource,
    };

    /// <summary>A log of such lines.</summary>
    public static AuditInput Log(params IEnumerable<object> lines) => Log("audit.log", string.Concat(lines.Select(line => $"{line}\n")));

    public static AuditInput Log(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads such lines.</summary>
    public static AuditReading Read(AuditScope scope, params IEnumerable<AuditInput> logs)
    {
        var reading = new AuditReading(scope);
        foreach (var log in logs)
            reading.Read(log, CancellationToken.None);
        reading.End();
        return reading;
    }

    public static AuditReading Read(params IEnumerable<object> lines) => Read(new AuditScope(), Log(lines));
}
