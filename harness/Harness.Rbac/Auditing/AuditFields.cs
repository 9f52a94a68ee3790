using Harness.Rbac.Objects;
using Harness.Rbac.Questions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>What a JSON object said of a request, before it is known to be an event.</summary>
internal sealed class AuditFields
{
    private static readonly string[] Versions = ["audit.k8s.io/v1", "audit.k8s.io/v1beta1"];

    /// <summary>Whether it is a list of events.</summary>
    public bool IsList { get; set; }

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public string? Level { get; set; }

    public string? Id { get; set; }

    public string? Stage { get; set; }

    public string? Verb { get; set; }

    public string? RequestUri { get; set; }

    public string? Agent { get; set; }

    public AuditUser User { get; } = new();

    public AuditUser Impersonated { get; } = new();

    public AuditTarget? Target { get; set; }

    public int? Status { get; set; }

    public bool IsFailure { get; set; }

    public string? Decision { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? Received { get; set; }

    public DateTimeOffset? Reached { get; set; }

    /// <summary>Forgets everything, for the next line.</summary>
    public void Clear()
    {
        (IsList, ApiVersion, Kind, Level, Id, Stage, Verb, RequestUri) = (false, null, null, null, null, null, null, null);
        Agent = null;
        (Target, Status, IsFailure, Decision, Reason, Received, Reached) = (null, null, false, null, null, null, null);
        User.Clear();
        Impersonated.Clear();
    }

    /// <summary>Why the whole is not what an API server writes; null when it is. A list's events say neither version nor kind.</summary>
    public string? WrongKind()
    {
        if (ApiVersion is not null && !Versions.Contains(ApiVersion))
            return $"is of apiVersion {Quoted.Of(ApiVersion)}, and what is read is {string.Join(" and ", Versions)}";
        if (Kind is not null && Kind != (IsList ? "EventList" : "Event"))
            return $"is of kind {Quoted.Of(Kind)}, and no audit event";
        return IsList && ApiVersion is null ? "is JSON, but no audit event" : null;
    }

    /// <summary>Makes an event of it.</summary>
    /// <param name="read">The event; null at level None, where there is nothing to know.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? ToEvent(out AuditEvent? read)
    {
        read = null;
        if (Id is null || Stage is null)
            return "is JSON, but no audit event: it has no auditID and stage";
        if (StageNamed(Stage) is not { } stage)
            return $"is an audit event of a stage that is not known: {Quoted.Of(Stage)}";
        if (Level == "None")
            return null;
        if (string.IsNullOrEmpty(RequestUri))
            return "is an audit event without a requestURI";
        if (Question() is not { } question)
            return $"is an audit event whose requestURI cannot be understood: {PathOf(RequestUri)}";
        if (Target is { Resource.Length: > 0 } && LoggedObject.DiffersIn(Target, RequestUri, Verb ?? "") is { } what)
            return $"is an audit event that contradicts itself: its objectRef has another {what} than its requestURI, {PathOf(RequestUri)}";
        var caller = Impersonated.ToSubject() ?? User.ToSubject();
        if (caller is null && (Decision == "allow" || (Decision is null && Status < AuditAnswers.FirstFailure)))
            return "is an audit event of a request that was let through, and does not say whose";
        read = new AuditEvent
        {
            Id = Id,
            Stage = stage,
            Caller = caller,
            ImpersonatedBy = Impersonated.ToSubject() is null ? null : User.ToSubject() ?? new AccessSubject("", []),
            Question = question,
            RequestUri = RequestUri,
            IsProbe = Agent == AuditEvent.ProbeAgent,
            Status = Status,
            IsServersFailure = IsFailure,
            IsAuthorized = Decision switch { "allow" => true, "forbid" => false, _ => null },
            Reason = Reason ?? "",
            Time = Reached ?? Received,
        };
        return null;
    }

    private static string PathOf(string requestUri) => Quoted.Of(requestUri.Split('?', 2)[0]);

    private static AuditStage? StageNamed(string name) => name switch
    {
        nameof(AuditStage.RequestReceived) => AuditStage.RequestReceived,
        nameof(AuditStage.ResponseStarted) => AuditStage.ResponseStarted,
        nameof(AuditStage.ResponseComplete) => AuditStage.ResponseComplete,
        nameof(AuditStage.Panic) => AuditStage.Panic,
        _ => null,
    };

    /// <summary>By the object that the event names, else by the address: some pipelines drop the object.</summary>
    private AccessQuestion? Question()
    {
        if (Target is { Resource.Length: > 0 } target)
            return new AccessQuestion(target.Namespace, target.ApiGroup, target.FullResource, target.Name, Verb ?? "");
        try
        {
            var asked = RequestQuestion.Of("GET", RequestUri!);
            return asked with { Verb = Verb ?? "" };
        }
        catch (HarnessException)
        {
            return null;
        }
    }
}

/// <summary>A user of an event.</summary>
internal sealed class AuditUser
{
    private AccessSubject? _last;

    public string? Name { get; set; }

    public List<string> Groups { get; } = [];

    public void Clear()
    {
        Name = null;
        Groups.Clear();
    }

    /// <summary>The same object as for the event before, where it is the same user: mostly it is.</summary>
    public AccessSubject? ToSubject()
    {
        if (string.IsNullOrEmpty(Name))
            return null;
        if (_last is null || _last.User != Name || !_last.Groups.SequenceEqual(Groups))
            _last = new AccessSubject(Name, [.. Groups]);
        return _last;
    }
}

/// <summary>The object that an event names.</summary>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource without its sub-resource.</param>
/// <param name="Subresource">Sub-resource; empty for none.</param>
/// <param name="Namespace">Namespace; empty for none.</param>
/// <param name="Name">Name; empty for none.</param>
internal sealed record AuditTarget(string ApiGroup, string Resource, string Subresource, string Namespace, string Name)
{
    /// <summary>The resource with its sub-resource.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
