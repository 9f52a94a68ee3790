using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>A rule in the role that it is written in, with everybody who has it.</summary>
/// <param name="Role">The role that it is written in.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Grants">Who has it in the scope, directly or through a role that aggregates it; none when nothing binds it.</param>
internal sealed record WrittenRule(RbacRole Role, RbacRule Rule, IReadOnlyList<SubjectGrant> Grants)
{
    /// <summary>Whether Kubernetes itself writes it: then what is to be changed is who has it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the cluster's controller wrote it there, and writes it there again: it is to be changed where it is from.</summary>
    public bool IsTakenOver { get; init; }

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
