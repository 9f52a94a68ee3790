using Harness.Rbac.Objects;

namespace Harness.Rbac.Auditing;

/// <summary>Requests that are alike: by the same caller, to the same object, by the same verb, with the same answer.</summary>
public sealed class AuditedUse
{
    private const int MostImpersonators = 3;
    private readonly SortedSet<string> _impersonators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessSubject> _others = []; // by name and groups: in others, the same one is somebody else
    private bool _hasMoreOthers;

    internal AuditedUse(AccessSubject caller, AccessQuestion question, AuditAnswer answer, PathTree paths) =>
        (Caller, Question, Answer, Paths, Subject) =
            (caller, question, answer, paths, SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, caller.User)));

    /// <summary>Who, with all groups; an empty name where credentials were not accepted.</summary>
    public AccessSubject Caller { get; }

    /// <summary>The caller as bindings name it.</summary>
    public RbacSubject Subject { get; }

    /// <summary>The caller and all groups that it had then: a policy's consumer may be any of them.</summary>
    internal IEnumerable<RbacSubject> Subjects => SubjectsOf(Caller);

    /// <summary>What.</summary>
    public AccessQuestion Question { get; }

    /// <summary>What became of it.</summary>
    public AuditAnswer Answer { get; }

    /// <summary>Paths that were called behind a proxy; none for anything else.</summary>
    public PathTree Paths { get; }

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them say that they are probes of ours.</summary>
    public long Probes { get; private set; }

    /// <summary>When last; null where the log does not say.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>The authorizer's latest reason.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>How many of them somebody else made in the caller's name.</summary>
    public long Impersonated { get; private set; }

    /// <summary>The first few who did.</summary>
    public IReadOnlyCollection<string> Impersonators => _impersonators;

    /// <summary>Whether each of those who are not left out themselves, as Kubernetes' own are, is one of some.</summary>
    internal bool IsByOnly(Func<RbacSubject, bool> some) => !_hasMoreOthers && _others.Values.All(by => SubjectsOf(by).Any(some));

    /// <summary>Those who are not left out themselves by name, the first few.</summary>
    internal IEnumerable<string> OtherImpersonators => _others.Values.Select(by => by.User).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Counts a request.</summary>
    /// <param name="one">The request.</param>
    /// <param name="isByOther">Whether somebody impersonated the caller who is not left out.</param>
    internal void Add(AuditEvent one, bool isByOther)
    {
        Count++;
        Probes += one.IsProbe ? 1 : 0;
        if (one.Time is { } time && !(Last >= time))
            Last = time;
        if (one.Reason.Length > 0)
            Reason = one.Reason;
        if (one.ImpersonatedBy is not { } by)
            return;
        Impersonated++;
        if (_impersonators.Count < MostImpersonators)
            _impersonators.Add(by.User);
        var key = string.Join('\n', by.Groups.Prepend(by.User));
        if (!isByOther || _others.ContainsKey(key))
            return;
        if (_others.Count < MostImpersonators)
            _others[key] = by;
        else
            _hasMoreOthers = true;
    }

    private static IEnumerable<RbacSubject> SubjectsOf(AccessSubject one) =>
        one.Groups.Select(group => new RbacSubject(RbacSubjectKind.Group, group))
            .Prepend(SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, one.User)));
}
