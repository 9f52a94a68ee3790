namespace Harness.Rbac.Evaluation;

/// <summary>The rules that one user, or one group, holds by its own name.</summary>
internal sealed class Holdings
{
    private readonly Dictionary<string, HeldRules> _byNamespace = [];

    /// <summary>Rules that hold everywhere, by cluster role bindings.</summary>
    public HeldRules Everywhere { get; } = new();

    /// <summary>All of them.</summary>
    public IEnumerable<HeldRule> All => _byNamespace.Values.Prepend(Everywhere).SelectMany(held => held.All.ToArray());

    /// <summary>
    /// Rules that hold in one namespace only, by its role bindings; null when there are none, as for a question that is about no namespace.
    /// </summary>
    public HeldRules? In(string ns) => _byNamespace.GetValueOrDefault(ns);

    /// <summary>Takes in a role.</summary>
    public void Add(HeldRole held, EffectiveRole role)
    {
        var rules = held.Binding.Namespace is { } ns ? Made(ns) : Everywhere;
        foreach (var rule in role.Rules)
            rules.Add(new HeldRule(held, rule));
    }

    private HeldRules Made(string ns)
    {
        if (!_byNamespace.TryGetValue(ns, out var there))
            _byNamespace[ns] = there = new HeldRules();
        return there;
    }
}
