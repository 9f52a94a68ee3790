using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// What Kubernetes is made of, and nobody can fix: its own roles, and its own bindings to its own components. Anyone who can become one of
/// those components controls the cluster anyway. Known by all that they say, never by a name that anybody can give.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
/// </summary>
/// <param name="own">Its objects.</param>
/// <param name="isAggregated">Whether the controller has written the rules of its aggregated roles into them.</param>
internal sealed class KubernetesOwn(BootstrapObjects own, bool isAggregated)
{
    private readonly Lazy<RoleAggregation> _aggregation = new(() => new RoleAggregation(own.Roles));

    /// <summary>
    /// That of a snapshot: of the version that files are meant for; a cluster's may be of any that it was upgraded from.
    /// </summary>
    public static KubernetesOwn Of(RbacSnapshot snapshot) =>
        new(BootstrapObjects.Of(snapshot.KubernetesVersion), snapshot.IsAggregated);

    /// <summary>
    /// Whether a rule of a role gives nothing but what Kubernetes itself writes into that role: where it has been aggregated, by the roles
    /// that it takes over, too.
    /// </summary>
    public bool Writes(RbacRole role, RbacRule rule)
    {
        var rules = own.Named(role).SelectMany(known => RulesOf(role, known)).ToList();
        return rules.Count > 0 && (rules.Exists(known => ReferenceEquals(known, rule)) || RuleCoverage.IsCovered(rule, rules));
    }

    /// <summary>Whether Kubernetes itself gives a role a label.</summary>
    public bool Labels(RbacRole role, string label) => own.Named(role).Any(known => known.Labels.ContainsKey(label));

    /// <summary>
    /// Whether a binding gives a subject nothing but what Kubernetes itself gives it; or whether it is about its administrators, of whom
    /// RBAC is not asked.
    /// </summary>
    /// <param name="binding">The binding.</param>
    /// <param name="subject">One of its subjects.</param>
    /// <param name="role">What is bound; null when it is not there, and so gives nothing.</param>
    public bool Gives(RbacBinding binding, RbacSubject subject, EffectiveRole? role) =>
        subject is { Kind: RbacSubjectKind.Group, Name: SubjectIdentity.Masters }
        || (Names(binding, subject)
            && role?.Rules.All(rule => rule.From is null && Writes(role.Role, rule.Rule)) != false);

    /// <summary>Whether Kubernetes itself writes a subject into a binding of this name to the same role.</summary>
    public bool Names(RbacBinding binding, RbacSubject subject) => own.Named(binding).Any(known => known.Subjects.Any(subject.IsSame));

    private IEnumerable<RbacRule> RulesOf(RbacRole role, RbacRole known) => isAggregated && role.Aggregates is not null
        ? known.Rules.Concat(_aggregation.Value.SourcesOf(known).SelectMany(source => source.Rules))
        : known.Rules;
}
