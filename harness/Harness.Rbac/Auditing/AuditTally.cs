using Harness.Rbac.Objects;

namespace Harness.Rbac.Auditing;

/// <summary>
/// Adds up what was done, by caller, object, verb and answer, in memory that does not depend on the length of the log.
/// </summary>
/// <param name="scope">What is looked at.</param>
public sealed class AuditTally(AuditScope scope)
{
    private const int PathsForEachUse = 4;
    private const int MostIgnored = 1000;
    private static readonly AccessSubject Nobody = new("", []);
    private readonly Dictionary<Key, AuditedUse> _uses = [];
    private readonly Dictionary<RbacSubject, long> _ignored = [];
    private readonly PathRoom _room = new(scope.MostUses * PathsForEachUse);
    private readonly PathRoom _roomOfRefused = new(scope.MostUses);
    private int _refused;
    private long _leftOut;
    private long _pathsLeftOut;
    private long _pathsNotKnown;

    /// <summary>What was done, in the order in which it was first done.</summary>
    public IReadOnlyCollection<AuditedUse> Uses => _uses.Values;

    /// <summary>Requests of callers who are left out, as what they are.</summary>
    public IReadOnlyDictionary<RbacSubject, long> Ignored => _ignored;

    /// <summary>Since when requests are looked at; null for all.</summary>
    internal DateTimeOffset? Since => scope.Since;

    /// <summary>Requests that were looked at.</summary>
    public long Requests { get; private set; }

    /// <summary>Whether the log has decisions of the authorizer: then a request without one was not let through.</summary>
    public bool HasDecisions { get; private set; }

    /// <summary>When the first and the last of them were; null where the log does not say.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? Span { get; private set; }

    /// <summary>Requests that were not looked at: elsewhere, earlier, or of other resources.</summary>
    public long Elsewhere { get; private set; }

    /// <summary>Of these, requests for what is in no namespace, or in all of them at once.</summary>
    public long InNoNamespace { get; private set; }

    /// <summary>Requests that said that they were probes of ours, and were left out.</summary>
    public long Probes { get; private set; }

    /// <summary>Refused requests that are not counted: whoever may do nothing can still ask for very many things.</summary>
    public long RefusedLeftOut { get; private set; }

    /// <summary>Why what was added up of requests that were let through is not all; empty when it is.</summary>
    public IReadOnlyList<string> LeftOut
    {
        get
        {
            const string less = "; look at less of it with --namespace or --since";
            var most = Amount.Of(scope.MostUses, "different combination");
            string?[] all =
            [
                _leftOut == 0 ? null
                    : $"not counted: {Amount.Of(_leftOut, "request")}, as the log has more than {most} of caller, object and verb{less}",
                _pathsLeftOut == 0 ? null
                    : $"paths not counted: of {Amount.Of(_pathsLeftOut, "request")}, as there are too many different ones{less}",
                _pathsNotKnown == 0 ? null
                    : $"paths not known: of {Amount.Of(_pathsNotKnown, "request")}, whose address is not that of what was called",
            ];
            return [.. all.OfType<string>()];
        }
    }

    /// <summary>Counts a request.</summary>
    public void Add(AuditEvent one)
    {
        var isWanted = scope.Has(one);
        if (!isWanted || !scope.IsPlace(one.Question))
        {
            Elsewhere++;
            InNoNamespace += isWanted && one.Question.Namespace.Length == 0 ? 1 : 0;
            return;
        }

        if (scope.WithoutProbes && one.IsProbe)
        {
            Probes++;
            return;
        }

        Requests++;
        HasDecisions |= one.IsAuthorized is not null;
        if (one.Time is { } time)
            Span = Span is { } span ? (span.First < time ? span.First : time, span.Last > time ? span.Last : time) : (time, time);
        var caller = one.Caller ?? Nobody;
        if (LeftOutAs(one, caller) is { } ignored)
        {
            if (_ignored.Count < MostIgnored || _ignored.ContainsKey(ignored))
                _ignored[ignored] = _ignored.GetValueOrDefault(ignored) + 1;
            return;
        }

        Count(one, caller);
    }

    /// <summary>Whoever calls in the name of one who is left out has to be left out, too.</summary>
    private RbacSubject? LeftOutAs(AuditEvent one, AccessSubject caller) => IsByOther(one) ? null : scope.Ignores(caller);

    private bool IsByOther(AuditEvent one) => one.ImpersonatedBy is { } by && scope.Ignores(by) is null;

    private void Count(AuditEvent one, AccessSubject caller)
    {
        var answer = AuditAnswers.Of(one);
        var isRefused = answer != AuditAnswer.Allowed;
        var key = new Key(caller.User, string.Join('\n', caller.Groups), one.Question, answer);
        if (!_uses.TryGetValue(key, out var use))
        {
            if (!HasRoom(isRefused))
                return;
            _uses[key] = use = new AuditedUse(
                caller, one.Question, answer, new PathTree(scope.MostPaths, isRefused ? _roomOfRefused : _room));
        }

        use.Add(one, IsByOther(one));
        var path = ProxiedCall.PathOf(one.Question, one.RequestUri);
        if (path is not null && !use.Paths.Add(path, one.Time) && !isRefused)
            _pathsLeftOut++;
        if (path is null && !isRefused && ProxiedCall.Is(one.Question) && one.Question.Namespace.Length > 0)
            _pathsNotKnown++;
    }

    /// <summary>What was let through and what was refused have room of their own, so that neither crowds the other out.</summary>
    private bool HasRoom(bool isRefused)
    {
        var allowed = _uses.Count - _refused;
        if ((isRefused ? _refused : allowed) < scope.MostUses)
        {
            _refused += isRefused ? 1 : 0;
            return true;
        }

        if (isRefused)
            RefusedLeftOut++;
        else
            _leftOut++;
        return false;
    }

    private sealed record Key(string User, string Groups, AccessQuestion Question, AuditAnswer Answer);
}
