using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// Which questions a policy is held to beside those about proxies: what it denies, what rules open of its scope, and its own sentences of
/// everybody whom it lists.
/// </summary>
/// <param name="policy">One of the policies that were merged.</param>
/// <param name="reach">Whom it ignores, and what all of them allow and deny.</param>
/// <param name="consumers">Consumers of all of them.</param>
/// <param name="cells">Where the questions go.</param>
/// <param name="alike">The policy's namespaces without those that are like another.</param>
internal sealed class ScopePlan(
    AccessPolicy policy, PolicyReach reach, IReadOnlyList<PolicyConsumer> consumers, PolicyCells cells, AlikeNamespaces alike)
{
    /// <summary>Sentences of all consumers for all consumers: as many as a person could look at.</summary>
    private const int MostSentences = 20_000;

    /// <summary>Adds what a consumer must not do, and what is near to what it may.</summary>
    public void AddConsumer(PolicyConsumer consumer, RbacSubject subject, ILookup<string, KnownService> services)
    {
        cells.Add(policy, subject, consumer.Deny.SelectMany(denied => DeniedQuestions.Of(denied, services)));
        if (policy.Scope.World == PolicyWorld.Closed)
            cells.Add(policy, subject, alike.Of(subject).SelectMany(ns => ScopeQuestions.Near(policy.Scope, ns)));
    }

    /// <summary>Adds what the policy says of one consumer for all others, so that its sentences can be read as a table.</summary>
    public void AddSentences(ILookup<string, KnownService> services)
    {
        var all = consumers.SelectMany(consumer => consumer.Allow.SelectMany(PolicyCells.Allowed)
            .Concat(consumer.Deny.SelectMany(denied => DeniedQuestions.Of(denied, services)))).Distinct().ToList();
        if ((long)all.Count * consumers.Count > MostSentences)
            return;
        all.RemoveAll(question => question.Namespace.Length > 0 && !policy.Namespaces.Contains(question.Namespace));
        foreach (var subject in consumers.Select(consumer => SubjectIdentity.Of(consumer.Subject)).Where(one => !reach.Ignores(one)))
            cells.Add(policy, subject, all);
    }

    /// <summary>
    /// Adds what rules open of what the policy denies to whoever holds them, by whatever binding; of a role that is not known, all of it.
    /// </summary>
    public void AddDenied(AnalysedRbac rbac, ILookup<string, KnownService> services)
    {
        if (consumers.All(consumer => consumer.Deny.Count == 0))
            return;
        var unknown = (rbac.Snapshot.IsAggregated ? [] : rbac.Evaluator.Unresolved).SelectMany(SubjectsOf)
            .Select(SubjectIdentity.Key).ToHashSet();
        foreach (var subject in consumers.Select(consumer => SubjectIdentity.Of(consumer.Subject))
            .Concat(rbac.Bindings.SelectMany(SubjectsOf)).DistinctBy(SubjectIdentity.Key).Where(one => !reach.Ignores(one)))
        {
            var denials = reach.DenialsOf(subject).ToList();
            if (unknown.Contains(SubjectIdentity.Key(subject)))
                cells.Add(policy, subject, denials.SelectMany(denied => DeniedQuestions.Of(denied, services)));
            var held = denials.Count == 0 ? [] : rbac.Evaluator.HeldBy(subject.ToAccessSubject()).Select(one => one.Path).ToList();
            cells.Add(policy, subject,
                from denied in denials
                from path in held
                from question in DeniedQuestions.OpenedBy(denied, path)
                select question);
        }
    }

    /// <summary>Adds what rules open of the scope, subject by subject.</summary>
    public void AddOpened(AnalysedRbac rbac)
    {
        if (policy.Scope.World == PolicyWorld.Open)
            return;
        foreach (var grant in rbac.Grants)
        {
            var namespaces = grant.Binding.Namespace is { } own ? [own] : alike.Of(grant.Subject).ToList();
            cells.Add(policy, grant.Subject,
                from scope in policy.Scope.Resources
                from rule in grant.Role.Rules
                from access in OpenedAccess.Of(rule.Rule, scope)
                from ns in namespaces
                let question = access.In(ns, isClusterWide: grant.Binding.Namespace is null, isNamed: !scope.IsEverything)
                where question is not null
                select question);
        }
    }

    private static IEnumerable<RbacSubject> SubjectsOf(RbacBinding binding) =>
        binding.Subjects.Select(subject => SubjectIdentity.Of(subject, binding));
}
