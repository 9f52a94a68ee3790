using System.Runtime.CompilerServices;
using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// The policy's namespaces in which a subject's case is the same: the policy allows and denies it the same there, and bindings of the
/// namespace give it, or a group it is certainly in, the same rules. What is true of it in one of them is then true in all.
/// </summary>
internal sealed class AlikeNamespaces
{
    private readonly IReadOnlyList<string> _namespaces;
    private readonly PolicyReach _reach;
    private readonly Dictionary<(RbacSubject Subject, string Namespace), List<int>> _bound = [];
    private readonly Dictionary<object, int> _ids = [];

    /// <summary>Gathers what is bound in each namespace.</summary>
    public AlikeNamespaces(AccessPolicy policy, PolicyReach reach, IReadOnlyList<AnalysedRbac> analysed)
    {
        (_namespaces, _reach) = (policy.Namespaces, reach);
        foreach (var rbac in analysed)
        {
            var rules = new Dictionary<EffectiveRole, int>(ReferenceEqualityComparer.Instance);
            foreach (var binding in rbac.Snapshot.Bindings.Where(binding => binding.Namespace is { } ns && rbac.IsInScope(ns)))
                Add(binding, rbac.Evaluator.Roles.Of(binding), rules);
        }
    }

    /// <summary>One namespace for each case of a subject; all that are like one before it are left out.</summary>
    public IEnumerable<string> Of(RbacSubject subject)
    {
        var everybody = SubjectIdentity.WithGroups(SubjectIdentity.Key(subject)).ToList();
        return _namespaces.DistinctBy(ns => Case(everybody, subject, ns));
    }

    private void Add(RbacBinding binding, EffectiveRole? role, Dictionary<EffectiveRole, int> known)
    {
        var id = role is null ? IdOf((binding.RoleKind, binding.RoleName)) : RulesOf(role, known);
        foreach (var subject in binding.Subjects)
        {
            var key = (SubjectIdentity.Key(SubjectIdentity.Of(subject, binding)), binding.Namespace!);
            if (!_bound.TryGetValue(key, out var bound))
                _bound[key] = bound = [];
            bound.Add(id);
        }
    }

    private int RulesOf(EffectiveRole role, Dictionary<EffectiveRole, int> known) => known.TryGetValue(role, out var id)
        ? id
        : known[role] = IdOf(string.Join('\n', role.Rules.Select(rule => RuleText.Of(rule.Rule))));

    private int IdOf(object content)
    {
        if (!_ids.TryGetValue(content, out var id))
            _ids[content] = id = _ids.Count;
        return id;
    }

    private string Case(List<RbacSubject> everybody, RbacSubject subject, string ns)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0);
        foreach (var allowance in _reach.AllowancesOf(subject, ns).Concat(_reach.DenialsOf(subject, ns)))
            text.AppendFormatted(RuntimeHelpers.GetHashCode(allowance) + " ");
        foreach (var id in everybody.SelectMany(one => _bound.GetValueOrDefault((one, ns)) ?? []).Distinct().Order())
            text.AppendFormatted("," + id);
        return text.ToStringAndClear();
    }
}
