using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>Gathers cells, each once, with what the policy says of them.</summary>
/// <param name="policy">The policy.</param>
internal sealed class PolicyCells(AccessPolicy policy)
{
    private readonly List<AccessCell> _cells = [];
    private readonly Dictionary<RbacSubject, HashSet<AccessQuestion>> _known = [];
    private readonly HashSet<(RbacSubject Subject, AccessQuestion Question, string Path)> _knownPaths = [];
    private readonly PathAdmission _admission = PathAdmission.Of(policy);

    /// <summary>What was gathered, in the order of asking.</summary>
    public IReadOnlyList<AccessCell> All => _cells;

    /// <summary>The policies that it was merged from, each by subject.</summary>
    public IReadOnlyList<(AccessPolicy Part, PolicyReach Reach)> Parts { get; } =
        [.. policy.Parts.Select(part => (part, new PolicyReach(part, policy)))];

    /// <summary>Adds a cell for each question.</summary>
    public void Add(RbacSubject subject, IEnumerable<AccessQuestion> questions)
    {
        if (!_known.TryGetValue(SubjectIdentity.Key(subject), out var known))
            _known[SubjectIdentity.Key(subject)] = known = [];
        foreach (var question in questions.Where(known.Add))
        {
            var allowance = AllowanceOf(subject, question);
            _cells.Add(new AccessCell(subject, question, allowance is not null, allowance?.Location));
        }
    }

    /// <summary>Adds a cell for each path of a service, which RBAC and admission have to let through both.</summary>
    public void AddPaths(RbacSubject subject, IEnumerable<(AccessQuestion Question, string Path)> paths)
    {
        var who = subject.ToAccessSubject();
        foreach (var (question, path) in paths.Where(one => _knownPaths.Add((SubjectIdentity.Key(subject), one.Question, one.Path))))
        {
            var allowance = _admission.Allows(who.User, who.Groups, question.Namespace, question.Resource, question.Name, path)
                ? AllowanceOf(subject, question)
                : null;
            _cells.Add(new AccessCell(subject, question, allowance is not null, allowance?.Location) { Path = path });
        }
    }

    /// <summary>What a consumer is allowed by an allowance, question by question.</summary>
    public static IEnumerable<AccessQuestion> Allowed(PolicyAllowance allowance)
    {
        var isProxy = ProxyAccess.All.Contains(allowance.Resource);
        return from ns in allowance.Namespaces
               from name in allowance.Names.Count == 0 ? [""] : allowance.Names
               from verb in isProxy && allowance.Verbs.Contains("*") ? ProxyAccess.Verbs : allowance.Verbs
               select isProxy
                   ? ProxyQuestions.On(ns, allowance.Resource, name, verb)
                   : allowance.Question(ns, name, verb);
    }

    /// <summary>
    /// For what is in no namespace, being allowed it in one is enough; but a node's proxy leads into all of them, so each policy that does
    /// not ignore the subject has to allow that.
    /// </summary>
    private PolicyAllowance? AllowanceOf(RbacSubject subject, AccessQuestion question)
    {
        if (question.Namespace.Length > 0)
            return In(Parts[0].Reach, [question.Namespace]);
        var allowed = Parts.Where(one => !one.Reach.Ignores(subject)).Select(one => In(one.Reach, one.Part.Namespaces)).ToList();
        return question.Resource == ProxyAccess.Nodes && allowed.Contains(null) ? null : allowed.Find(one => one is not null);

        PolicyAllowance? In(PolicyReach reach, IReadOnlyList<string> namespaces) => namespaces
            .Select(ns => reach.AllowanceOf(subject, ns, question.ApiGroup, question.Resource, question.Name, question.Verb))
            .FirstOrDefault(allowance => allowance is not null);
    }
}
