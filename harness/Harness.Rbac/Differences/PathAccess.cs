using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Questions;
using Harness.Rbac.Validation;

namespace Harness.Rbac.Differences;

/// <summary>What one side of a difference opens of single services, path by path: what RBAC gives and admission lets through.</summary>
internal sealed class PathAccess
{
    private readonly SubjectAccess _access;
    private readonly ObservedAdmission _admission;
    private readonly ILookup<string, AdmissionObject> _policies;

    public PathAccess(RbacSnapshot snapshot, SubjectAccess access)
    {
        (_access, _admission) = (access, ObservedAdmission.Of(snapshot));
        _policies = (snapshot.Admission?.Objects ?? []).Where(one => one.Kind == PathPolicy.Kind).ToLookup(one => one.Name);
        Rules = _admission.Rules.ToLookup(rule => (CallerOf(rule), rule.Namespace));
    }

    /// <summary>The path rules by caller and namespace.</summary>
    public ILookup<(RbacSubject Caller, string Namespace), PathRule> Rules { get; }

    /// <summary>The rules of a caller in a namespace, in one text: where it is the same on both sides, they decide alike.</summary>
    public string TextOf((RbacSubject Caller, string Namespace) whose) =>
        string.Join('\n', Rules[whose].Select(rule => PathPolicy.Of(rule).ToJsonString()).Order(StringComparer.Ordinal));

    /// <summary>What RBAC gives a caller of a resource, verb by verb; the verb <c>*</c> alone where it gives all.</summary>
    public IEnumerable<PermittedAction> Given(RbacSubject caller, PermittedAction call)
    {
        var all = call with { Verb = "*" };
        return _access.Has(caller, all)
            ? [all]
            : ProxyAccess.Verbs.Where(verb => verb.Length > 0).Select(verb => call with { Verb = verb }).Where(one => Gives(caller, one));
    }

    /// <summary>Whether RBAC gives a caller something.</summary>
    public bool Gives(RbacSubject caller, PermittedAction call) => _access.Has(caller, call with { ProxiedPath = null });

    /// <summary>What admission makes of a path; below a folder, of one that no service has.</summary>
    public PathDecision Decide(RbacSubject caller, PermittedAction call)
    {
        var path = call.ProxiedPath!;
        return _admission.Decide(
            caller.ToAccessSubject(), new AccessQuestion(call.Namespace!, "", call.Resource, call.Name ?? "", "get"),
            path.EndsWith(CallPath.Below, StringComparison.Ordinal) ? path[..^1] + PathCells.NoSuchPath : path);
    }

    /// <summary>By what a caller has it: the binding, and the policy that lets it through.</summary>
    public GrantedBy By(RbacSubject caller, PermittedAction call) => _access.By(caller, call with { ProxiedPath = null })! with
    {
        Admission = Rules[(caller, call.Namespace!)].SelectMany(rule => _policies[rule.Name]).FirstOrDefault(),
    };

    private static RbacSubject CallerOf(PathRule rule) => SubjectIdentity.Of(rule.Group is { } group
        ? new RbacSubject(RbacSubjectKind.Group, group)
        : new RbacSubject(RbacSubjectKind.User, rule.User ?? ""));
}
