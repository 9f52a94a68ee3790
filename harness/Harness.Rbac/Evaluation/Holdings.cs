using System.Runtime.InteropServices;

namespace Harness.Rbac.Evaluation;

/// <summary>The rules that one user, or one group, holds by its own name.</summary>
internal sealed class Holdings
{
    private readonly List<HeldRule> _everywhere = [];
    private readonly Dictionary<string, List<HeldRule>> _byNamespace = [];

    /// <summary>Rules that hold everywhere, by cluster role bindings.</summary>
    public ReadOnlySpan<HeldRule> Everywhere => CollectionsMarshal.AsSpan(_everywhere);

    /// <summary>All of them.</summary>
    public IEnumerable<HeldRule> All => _everywhere.Concat(_byNamespace.Values.SelectMany(held => held));

    /// <summary>Rules that hold in one namespace only, by its role bindings; none for a question that is about no namespace.</summary>
    public ReadOnlySpan<HeldRule> In(string ns) =>
        ns.Length > 0 && _byNamespace.TryGetValue(ns, out var held) ? CollectionsMarshal.AsSpan(held) : [];

    /// <summary>Takes in a role.</summary>
    public void Add(HeldRole held, EffectiveRole role)
    {
        var rules = held.Binding.Namespace is { } ns ? Made(ns) : _everywhere;
        foreach (var rule in role.Rules)
            rules.Add(new HeldRule(rule.Filter, held, rule));
    }

    private List<HeldRule> Made(string ns)
    {
        if (!_byNamespace.TryGetValue(ns, out var there))
            _byNamespace[ns] = there = [];
        return there;
    }
}
