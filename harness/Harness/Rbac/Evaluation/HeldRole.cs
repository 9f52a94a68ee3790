using Harness.Access;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>A role that somebody holds by a binding.</summary>
/// <param name="Binding">The binding.</param>
/// <param name="Subject">The binding's subject that he is.</param>
/// <param name="Role">The role.</param>
internal sealed record HeldRole(RbacBinding Binding, RbacSubject Subject, EffectiveRole Role)
{
    /// <summary>The way by its first rule that allows; null when none does.</summary>
    public GrantPath? FirstPath(AccessQuestion question)
    {
        foreach (var rule in Role.RulesOn(question.Path))
        {
            if (rule.Rule.Allows(question))
                return Path(rule);
        }

        return null;
    }

    /// <summary>The ways by every rule that allows.</summary>
    public IEnumerable<GrantPath> Paths(AccessQuestion question) => Role.Rules.Where(rule => rule.Rule.Allows(question)).Select(Path);

    private GrantPath Path(EffectiveRule rule) => new(Binding, Subject, Role.Role, rule.Rule, rule.From);
}

/// <summary>The roles that one user, or one group, holds by its own name.</summary>
internal sealed class Holdings
{
    private readonly List<HeldRole> _everywhere = [];
    private readonly Dictionary<string, List<HeldRole>> _byNamespace = [];

    /// <summary>Roles that hold everywhere, by cluster role bindings.</summary>
    public IReadOnlyList<HeldRole> Everywhere => _everywhere;

    /// <summary>Roles that hold in one namespace only, by its role bindings; none for a question that is about no namespace.</summary>
    public IReadOnlyList<HeldRole> In(string ns) => ns.Length > 0 && _byNamespace.TryGetValue(ns, out var held) ? held : [];

    /// <summary>One more.</summary>
    public void Add(HeldRole held)
    {
        if (held.Binding.Namespace is not { } ns)
            _everywhere.Add(held);
        else if (_byNamespace.TryGetValue(ns, out var there))
            there.Add(held);
        else
            _byNamespace[ns] = [held];
    }
}
