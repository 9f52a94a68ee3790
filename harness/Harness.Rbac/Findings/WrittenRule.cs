using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>A rule in the role that it is written in, with everybody who has it.</summary>
/// <param name="Role">The role that it is written in.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Grants">Who has it in the scope, directly or through a role that aggregates it; none when nothing binds it.</param>
internal sealed record WrittenRule(RbacRole Role, RbacRule Rule, IReadOnlyList<SubjectGrant> Grants)
{
    /// <summary>The first way to the rule: binding → role → rule.</summary>
    public IReadOnlyList<EvidenceStep> Evidence => Grants.Count > 0
        ? Grants[0].Evidence([Grants[0].Role.Rules.First(one => ReferenceEquals(one.Rule, Rule))])
        : [new EvidenceStep(Role.ToString(), Role.Location), new EvidenceStep(RuleText.Of(Rule), Rule.Location)];

    /// <summary>Where it holds, for messages, with a space before it; empty for a ClusterRole that nothing binds.</summary>
    public string Whereabouts
    {
        get
        {
            if (Grants.Any(grant => grant.Binding.Namespace is null))
                return " in every namespace";
            var namespaces = Role.Namespace is { } own ? [own] : Grants.Select(grant => grant.Binding.Namespace!).Distinct().ToArray();
            return namespaces.Length == 0 ? "" : $" in namespace {RuleText.Words(namespaces)}";
        }
    }
}

/// <summary>What one subject has by one binding.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Subject">The subject, a service account as such even where it is named as a user.</param>
/// <param name="Role">The role with all that it grants.</param>
internal sealed record SubjectGrant(RbacBinding Binding, RbacSubject Subject, EffectiveRole Role)
{
    /// <summary>Whether it holds in a namespace.</summary>
    public bool HoldsIn(string ns) => Binding.Namespace is null || Binding.Namespace == ns;

    /// <summary>Where it holds, for messages.</summary>
    public string Where => Binding.Namespace is null ? "in every namespace" : $"in namespace {Binding.Namespace}";

    /// <summary>Binding → role → rules.</summary>
    public IReadOnlyList<EvidenceStep> Evidence(IEnumerable<EffectiveRule> rules) =>
    [
        new($"{Binding} to {Subject}", Subject.Location ?? Binding.Location),
        new(Role.Role.ToString(), Role.Role.Location),
        .. rules.SelectMany(rule => rule.From is { } from
            ? new[] { new EvidenceStep($"aggregates {from}", from.Location), new EvidenceStep(RuleText.Of(rule.Rule), rule.Rule.Location) }
            : [new EvidenceStep(RuleText.Of(rule.Rule), rule.Rule.Location)]),
    ];
}
