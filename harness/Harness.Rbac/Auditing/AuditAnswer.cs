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

    /// <summary>It was answered with 401 or 403, and the log does not say by whom.</summary>
    Unknown,
}

/// <summary>Reads what became of a request.</summary>
public static class AuditAnswers
{
    /// <summary>
    /// By the authorizer's decision, which the API server annotates. A log without annotations still tells what was let through by any
    /// status but 401 and 403.
    /// Source: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/ (authorization.k8s.io/decision)
    /// </summary>
    public static AuditAnswer Of(AuditEvent request) => request switch
    {
        { Caller: null } => AuditAnswer.Unauthenticated,
        { IsAuthorized: false } => AuditAnswer.Denied,
        { IsAuthorized: true, IsServersFailure: true, Status: 403 or 422 } when ProxiedCall.Is(request.Question) =>
            AuditAnswer.RefusedByAdmission,
        { IsAuthorized: true } => AuditAnswer.Allowed,
        { Status: 401 or 403 or null } => AuditAnswer.Unknown,
        _ => AuditAnswer.Allowed,
    };
}
