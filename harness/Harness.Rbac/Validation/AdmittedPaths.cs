using Harness.Rbac.Admission;
using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// The paths that the path rules in force let through. A rule refuses what it does not list, so asking about each of its own patterns finds
/// whatever it allows beyond the policy: where two rules overlap, the narrower pattern is one of theirs.
/// </summary>
/// <param name="cells">Where they go, and what the policy says.</param>
/// <param name="analysed">RBAC and admission as far as they are known; one for each policy that was merged.</param>
internal sealed class AdmittedPaths(PolicyCells cells, IEnumerable<AnalysedRbac> analysed)
{
    private readonly ILookup<(bool IsGroup, string Name), PathRule> _rules = analysed.Select(rbac => rbac.Snapshot)
        .Distinct<RbacSnapshot>(ReferenceEqualityComparer.Instance).SelectMany(snapshot => ObservedAdmission.Of(snapshot).Rules)
        .ToLookup(rule => (rule.Group is not null, rule.Group ?? rule.User!));

    /// <summary>
    /// What rules about a subject and its groups let through in a policy's namespaces, of what the policy has an answer to.
    /// </summary>
    public IEnumerable<(AccessQuestion Question, string Path)> Of(AccessPolicy part, RbacSubject subject)
    {
        var who = subject.ToAccessSubject();
        var own = who.Groups.Distinct().SelectMany(name => _rules[(true, name)]).Concat(_rules[(false, who.User)]);
        return from rule in own
               where part.Namespaces.Contains(rule.Namespace)
               from named in rule.Paths
               let question = QuestionOf(part, subject, rule.Namespace, named.Key)
               where question is not null
               from pattern in named.Value
               where pattern.StartsWith('/') // no call has any other
               select (question, PathCells.Inside(pattern));
    }

    /// <summary>By the verb that the policy allows; admission is not told it. Null where the policy leaves the name unjudged.</summary>
    private AccessQuestion? QuestionOf(AccessPolicy part, RbacSubject subject, string ns, string name)
    {
        var questions = ProxyAccess.Verbs.Select(verb => ProxyQuestions.On(ns, ProxyAccess.Services, name, verb)).ToList();
        return questions.Find(question => cells.AllowanceOf(subject, question) is not null)
            ?? questions.Find(part.Scope.Judges);
    }
}
