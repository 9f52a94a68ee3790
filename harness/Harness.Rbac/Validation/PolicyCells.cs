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

    /// <summary>What was gathered, in the order of asking.</summary>
    public IReadOnlyList<AccessCell> All => _cells;

    /// <summary>The policy, by subject.</summary>
    public PolicyReach Reach { get; } = new(policy);

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

    private PolicyAllowance? AllowanceOf(RbacSubject subject, AccessQuestion question) =>
        // For what is in no namespace, being allowed it in one is enough.
        (question.Namespace.Length == 0 ? policy.Namespaces : [question.Namespace])
            .Select(ns => Reach.AllowanceOf(subject, ns, question.ApiGroup, question.Resource, question.Name, question.Verb))
            .FirstOrDefault(allowance => allowance is not null);
}
