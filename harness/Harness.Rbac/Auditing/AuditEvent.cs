using Harness.Rbac.Objects;

namespace Harness.Rbac.Auditing;

/// <summary>
/// A request at one stage of it, as an API server's audit log has it.
/// Source: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
/// </summary>
public sealed record AuditEvent
{
    /// <summary>The user agent of the calls by which <c>validate --probe</c> tries what is let through.</summary>
    public const string ProbeAgent = "harness-probe";

    /// <summary>Id of the request: the same at each of its stages.</summary>
    public required string Id { get; init; }

    /// <summary>The stage.</summary>
    public required AuditStage Stage { get; init; }

    /// <summary>
    /// Who was authorized, with all groups: whoever was impersonated, where somebody was. Null for a request whose credentials were not
    /// accepted.
    /// </summary>
    public AccessSubject? Caller { get; init; }

    /// <summary>Who impersonated the caller, with all groups; null for a request in the caller's own name.</summary>
    public AccessSubject? ImpersonatedBy { get; init; }

    /// <summary>
    /// What was asked of the authorizer. Its verb is the log's: for a proxied request that of the HTTP method, which the log does not
    /// have, so that GET and HEAD are both <c>get</c>, and OPTIONS and unknown methods are empty.
    /// </summary>
    public required AccessQuestion Question { get; init; }

    /// <summary>Path and query as they were sent.</summary>
    public required string RequestUri { get; init; }

    /// <summary>Whether it calls itself a probe of ours, which anybody may do.</summary>
    public bool IsProbe { get; init; }

    /// <summary>The status that was answered; null where none was, or at a stage before it.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the API server itself answered with a failure: what a backend answers through the proxy is none.</summary>
    public bool IsServersFailure { get; init; }

    /// <summary>What the authorizer decided; null where the log does not say.</summary>
    public bool? IsAuthorized { get; init; }

    /// <summary>The authorizer's reason: for RBAC the binding, the role and its subject.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When the stage was reached; null where the log does not say.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>Stages of a request.</summary>
public enum AuditStage
{
    /// <summary>It came in; nothing is decided.</summary>
    RequestReceived,

    /// <summary>The head of the answer was sent: of requests that last, and of those whose credentials were not accepted.</summary>
    ResponseStarted,

    /// <summary>It was answered in full.</summary>
    ResponseComplete,

    /// <summary>The API server failed in the middle of it.</summary>
    Panic,
}
