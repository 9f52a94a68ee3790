using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>A rule that somebody holds, as one half of what takes two: each looks harmless, and may have a binding of its own.</summary>
/// <param name="Grant">Who holds it, by which binding.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Verbs">The verbs that matter.</param>
/// <param name="IsAllowed">Whether the policy allows them.</param>
internal sealed record HeldHalf(SubjectGrant Grant, EffectiveRule Rule, IReadOnlyList<string> Verbs, bool IsAllowed)
{
    /// <summary>Names in the rule; none for all.</summary>
    public IReadOnlyList<string> Names => Rule.Rule.ResourceNames;

    /// <summary>
    /// For each first half a second one of the same subject, or of a group that one of the two is certainly in, where both hold in one
    /// namespace and the policy does not allow both.
    /// </summary>
    public static IEnumerable<(HeldHalf First, HeldHalf Second)> Pairs(
        IEnumerable<HeldHalf> firsts, IReadOnlyList<HeldHalf> seconds, Func<HeldHalf, HeldHalf, bool> fit)
    {
        if (seconds.Count == 0)
            yield break;
        var bySubject = seconds.ToLookup(one => SubjectIdentity.Key(one.Grant.Subject));
        var byMember = (from second in seconds
                        from who in SubjectIdentity.WithGroups(second.Grant.Subject)
                        select (Who: SubjectIdentity.Key(who), Second: second)).ToLookup(one => one.Who, one => one.Second);
        foreach (var first in firsts)
        {
            var near = SubjectIdentity.WithGroups(first.Grant.Subject).SelectMany(who => bySubject[SubjectIdentity.Key(who)])
                .Concat(byMember[SubjectIdentity.Key(first.Grant.Subject)]);
            var found = near.FirstOrDefault(second =>
                IsNear(first, second) && fit(first, second) && !(first.IsAllowed && second.IsAllowed));
            if (found is not null)
                yield return (first, found);
        }
    }

    /// <summary>Who has both, where one of the two may be that of a group.</summary>
    public static RbacSubject WhoHas(HeldHalf first, HeldHalf second) =>
        first.Grant.Subject.Kind == RbacSubjectKind.Group ? second.Grant.Subject : first.Grant.Subject;

    /// <summary>The resource with the rule's names: <c>secrets "mine"</c>.</summary>
    public string Of(string resource) => Names.Count == 0 ? resource : $"{resource} {RuleText.Quoted(Names)}";

    private static bool IsNear(HeldHalf one, HeldHalf other) => (one.Grant.Binding.Namespace, other.Grant.Binding.Namespace) switch
    {
        (null, _) or (_, null) => true,
        var (first, second) => first == second,
    };
}
