namespace Harness.Rbac.Auditing;

/// <summary>What became of a request. Only the first was let through.</summary>
public enum AuditAnswer
{
    /// <summary>The authorizer let it through, whatever was answered behind it, a backend's own 401 and 403 included.</summary>
    Allowed,

    /// <summary>The authorizer refused it.</summary>
    Denied,

    /// <summary>Its credentials were not accepted.</summary>
    Unauthenticated,

    /// <summary>The authorizer let it through to a proxy, and admission refused it: 403 or 422 of the API server's own.</summary>
    RefusedByAdmission,

    /// <summary>The API server had too much to do, and answered with 429 before the authorizer was asked.</summary>
    TurnedAway,

    /// <summary>It was answered with a failure that may come before the authorizer's decision, and the log has none.</summary>
    Unknown,
}

/// <summary>Reads what became of a request.</summary>
public static class AuditAnswers
{
    /// <summary>The first status of a failure.</summary>
    internal const int FirstFailure = 400;

    /// <summary>
    /// By the authorizer's decision, which the API server annotates. A log without annotations still tells what was let through by a status
    /// that only follows a decision: impersonation, flow control, time-outs and an authorizer that fails come before it.
    /// Sources: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/ (authorization.k8s.io/decision),
    /// https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/server/config.go (DefaultBuildHandlerChain)
    /// </summary>
    public static AuditAnswer Of(AuditEvent request) => request switch
    {
        { Caller: null } => AuditAnswer.Unauthenticated,
        { IsAuthorized: false } => AuditAnswer.Denied,
        { IsAuthorized: true, IsServersFailure: true, Status: 403 or 422 } when ProxiedCall.Is(request.Question) =>
            AuditAnswer.RefusedByAdmission,
        { IsAuthorized: true } => AuditAnswer.Allowed,
        { IsServersFailure: true, Status: 429 } => AuditAnswer.TurnedAway,
        { Status: < FirstFailure or 404 or 405 or 409 or 410 or 415 or 422 } => AuditAnswer.Allowed,
        _ => AuditAnswer.Unknown,
    };
}
