using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Differences;

/// <summary>What everybody whom bindings name may do by a snapshot, one permission at a time.</summary>
internal sealed class SubjectAccess
{
    private readonly Dictionary<RbacSubject, Dictionary<PermittedAction, GrantedBy>> _own = [];

    public SubjectAccess(RbacSnapshot snapshot)
    {
        var roles = new EffectiveRoles(snapshot);
        foreach (var binding in snapshot.Bindings)
        {
            var permissions = PermissionsOf(binding, roles.Of(binding)).ToList();
            foreach (var subject in binding.Subjects)
                Add(SubjectIdentity.Key(SubjectIdentity.Of(subject, binding)), permissions);
        }
    }

    /// <summary>Everybody who is named.</summary>
    public IReadOnlyCollection<RbacSubject> Subjects => _own.Keys;

    /// <summary>What is given to a subject by name, and by what.</summary>
    public IReadOnlyDictionary<PermittedAction, GrantedBy> Own(RbacSubject subject) => _own.GetValueOrDefault(subject) ?? [];

    /// <summary>Whether a subject has a permission by name, or by a group that it is certainly in.</summary>
    public bool Has(RbacSubject subject, PermittedAction permission) => SubjectIdentity.WithGroups(subject)
        .Select(one => _own.GetValueOrDefault(one))
        .OfType<Dictionary<PermittedAction, GrantedBy>>()
        .Any(one => one.ContainsKey(permission) || one.Keys.Any(had => had.Covers(permission)));

    /// <summary>What gives a subject a permission; null where nothing does.</summary>
    public GrantedBy? By(RbacSubject subject, PermittedAction permission) => SubjectIdentity.WithGroups(subject)
        .SelectMany(one => _own.GetValueOrDefault(one) ?? [])
        .FirstOrDefault(pair => pair.Key.Covers(permission)).Value;

    private void Add(RbacSubject subject, List<(PermittedAction Action, GrantedBy By)> permissions)
    {
        if (!_own.TryGetValue(subject, out var own))
            _own[subject] = own = [];
        foreach (var (permission, by) in permissions)
            own.TryAdd(permission, by);
    }

    private static IEnumerable<(PermittedAction Action, GrantedBy By)> PermissionsOf(RbacBinding binding, EffectiveRole? role) =>
        role is null
        ? [(PermittedAction.OfUnknown(binding), new GrantedBy(binding, null, null))]
        : from rule in role.Rules
          from permission in PermittedAction.Of(rule.Rule, binding.Namespace)
          select (permission, new GrantedBy(binding, role.Role, rule));
}
