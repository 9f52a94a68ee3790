using Harness.Access;
using Harness.Proxying;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;

namespace Harness.Scenarios.Auditing;

/// <summary>A call, told from all others by its path, and what the API server answered.</summary>
/// <param name="Caller">Who; null for nobody known.</param>
/// <param name="Verdict">What the API server decided.</param>
/// <param name="Url">What was called.</param>
/// <param name="Verb">The verb that it is authorized by.</param>
internal sealed record AuditedCall(Consumer? Caller, Verdict Verdict, ServiceProxyUrl Url, string Verb)
{
    /// <summary>What it is called in observations.</summary>
    public string Title => $"{Caller?.Name ?? "nobody"}: {Verdict.Evidence.Method} {Url.ResourceName}";

    /// <summary>What the log has to say of it.</summary>
    public string Expected => Text(
        User, $"{new AccessQuestion(Url.Namespace, "", "services/proxy", Url.ResourceName, Verb)}", Url.PathAndQuery,
        Verdict.Evidence.Status, Verdict.Kind switch
        {
            VerdictKind.Allowed => AuditAnswer.Allowed,
            VerdictKind.Forbidden => AuditAnswer.Denied,
            VerdictKind.Unauthenticated => AuditAnswer.Unauthenticated,
            _ => AuditAnswer.Unknown,
        });

    /// <summary>Where anonymous calls are accepted, they are somebody's.</summary>
    private string? User => Caller?.User ?? (Verdict.Kind == VerdictKind.Forbidden ? SubjectIdentity.Anonymous : null);

    /// <summary>What the log says of it, once for each time that it has it.</summary>
    public string Seen(IEnumerable<AuditEvent> log) => string.Join(" and ", log.Where(IsThis).Select(one => Text(
        one.Caller?.User, $"{one.Question}", one.RequestUri, one.Status, AuditAnswers.Of(one))).DefaultIfEmpty("nothing"));

    /// <summary>Whether an event is about it: no other call has its path.</summary>
    public bool IsThis(AuditEvent one) => one.RequestUri.Contains(Url.Path, StringComparison.Ordinal);

    private static string Text(string? user, string what, string uri, int? status, AuditAnswer answer) =>
        $"{user ?? "nobody"}, {what}, {uri}, {status}, {answer}";
}
