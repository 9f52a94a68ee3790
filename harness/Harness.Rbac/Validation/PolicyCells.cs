using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>Gathers cells, each once, with what the policy says of them.</summary>
/// <param name="policy">The policy.</param>
/// <param name="most">How many at most.</param>
internal sealed class PolicyCells(AccessPolicy policy, int most)
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

    /// <summary>Questions beyond the most that are asked.</summary>
    public int LeftOut { get; private set; }

    /// <summary>
    /// Adds a cell for each question that a policy has an answer to: one that is listed, or that is in the scope. What is denied is denied,
    /// though it may be allowed to a group.
    /// </summary>
    /// <param name="part">One of the policies that were merged: its scope counts.</param>
    /// <param name="subject">About whom.</param>
    /// <param name="questions">What.</param>
    /// <param name="isJudged">Whether they are in the scope whatever it says.</param>
    public void Add(AccessPolicy part, RbacSubject subject, IEnumerable<AccessQuestion> questions, bool isJudged = false)
    {
        if (!_known.TryGetValue(SubjectIdentity.Key(subject), out var known))
            _known[SubjectIdentity.Key(subject)] = known = [];
        foreach (var question in questions.Where(question => !known.Contains(question)))
        {
            var denial = Parts[0].Reach.DenialOf(subject, question);
            var allowance = denial is null ? AllowanceOf(subject, question) : null;
            if (denial is null && allowance is null && !isJudged && !part.Scope.Judges(question))
                continue;
            if (_cells.Count >= most)
            {
                LeftOut++;
                continue;
            }

            known.Add(question);
            _cells.Add(new AccessCell(subject, question, allowance is not null, (denial ?? allowance)?.Location));
        }
    }

    /// <summary>Adds a cell for each path of a service, which RBAC and admission have to let through both.</summary>
    public void AddPaths(RbacSubject subject, IEnumerable<(AccessQuestion Question, string Path)> paths)
    {
        var (who, key) = (subject.ToAccessSubject(), SubjectIdentity.Key(subject));
        var said = new Dictionary<AccessQuestion, (PolicyAllowance? Denial, PolicyAllowance? Allowance)>(); // many paths of one question
        foreach (var (question, path) in paths.Where(one => _knownPaths.Add((key, one.Question, one.Path))))
        {
            if (_cells.Count >= most)
            {
                LeftOut++;
                continue;
            }

            if (!said.TryGetValue(question, out var by))
                said[question] = by = (Parts[0].Reach.DenialOf(subject, question), AllowanceOf(subject, question));
            var isLetThrough = _admission.Allows(who.User, who.Groups, question.Namespace, question.Resource, question.Name, path);
            var allowance = isLetThrough && by.Denial is null ? by.Allowance : null;
            _cells.Add(new AccessCell(subject, question, allowance is not null, (by.Denial ?? allowance)?.Location) { Path = path });
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
    /// For what is in no namespace, being allowed it in one is enough; but a node's proxy leads into all of them, so each policy that
    /// judges it, and does not ignore the subject, has to allow that.
    /// </summary>
    public PolicyAllowance? AllowanceOf(RbacSubject subject, AccessQuestion question)
    {
        if (question.Namespace.Length > 0)
            return In(Parts[0].Reach, [question.Namespace]);
        var allowed = Parts.Where(one => !one.Reach.Ignores(subject))
            .Select(one => (By: In(one.Reach, one.Part.Namespaces), IsJudged: one.Part.Scope.Judges(question))).ToList();
        return question.Resource == ProxyAccess.Nodes && allowed.Exists(one => one is { By: null, IsJudged: true })
            ? null
            : allowed.Find(one => one.By is not null).By;

        PolicyAllowance? In(PolicyReach reach, IReadOnlyList<string> namespaces) => namespaces
            .Select(ns => reach.AllowanceOf(subject, ns, question.ApiGroup, question.Resource, question.Name, question.Verb))
            .FirstOrDefault(allowance => allowance is not null);
    }
}
