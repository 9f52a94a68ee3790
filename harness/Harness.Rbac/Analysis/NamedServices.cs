using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>Services that subjects may call by name: what the pattern is about, and what ways around it lead to.</summary>
internal sealed class NamedServices
{
    private readonly Dictionary<(RbacSubject Who, string? Namespace), NamedGrant> _first = [];
    private readonly Dictionary<RbacSubject, NamedGrant> _firstAnywhere = [];
    private readonly ILookup<string, string> _byNamespace;
    private readonly IReadOnlyList<string> _anywhere;

    /// <summary>Gathers them from who has what, and from the policy.</summary>
    public NamedServices(AnalysedRbac rbac)
    {
        var named = (from grant in rbac.Grants
                     from rule in grant.Role.Rules
                     where rule.Rule.ResourceNames.Count > 0 && rule.Rule.Resources.Contains(ProxyAccess.Services) && rule.Rule.HasGroup("")
                     select new NamedGrant(grant, rule)).ToList();
        foreach (var one in named)
        {
            foreach (var who in SubjectIdentity.WithGroups(one.Grant.Subject).Select(SubjectIdentity.Key))
            {
                _first.TryAdd((who, one.Grant.Binding.Namespace), one);
                _firstAnywhere.TryAdd(who, one);
            }
        }

        var granted = named.SelectMany(one => one.Services.Select(service => (one.Grant.Binding.Namespace, service)));
        var allowed = from consumer in rbac.Policy?.Consumers ?? []
                      from allowance in consumer.Allow
                      where allowance.Resource == ProxyAccess.Services
                      from ns in allowance.Namespaces
                      from service in ServicesOf(allowance.Names)
                      select ((string?)ns, service);
        var all = granted.Concat(allowed).Distinct().ToList();
        _byNamespace = all.Where(one => one.Item1 is not null).ToLookup(one => one.Item1!, one => one.service);
        _anywhere = [.. all.Where(one => one.Item1 is null).Select(one => one.service)];
    }

    /// <summary>Names of services, without port and scheme, that subjects may call where a grant holds.</summary>
    public IReadOnlyList<string> Where(SubjectGrant grant) => grant.Binding.Namespace is { } ns
        ? [.. _byNamespace[ns].Concat(_anywhere).Distinct()]
        : [.. _byNamespace.SelectMany(one => one).Concat(_anywhere).Distinct()];

    /// <summary>A grant by name to the same subject, or to a member of the same group, in the same namespace.</summary>
    public NamedGrant? Beside(SubjectGrant grant)
    {
        var who = SubjectIdentity.Key(grant.Subject);
        return grant.Binding.Namespace is { } ns
            ? _first.GetValueOrDefault((who, ns)) ?? _first.GetValueOrDefault((who, null))
            : _firstAnywhere.GetValueOrDefault(who);
    }

    private static IEnumerable<string> ServicesOf(IEnumerable<string> names) =>
        names.Select(ProxyName.Parse).OfType<ProxyName>().Select(name => name.Service).Distinct();

    /// <summary>A rule on services/proxy with names, and who has it.</summary>
    internal sealed record NamedGrant(SubjectGrant Grant, EffectiveRule Rule)
    {
        /// <summary>The services, without port and scheme.</summary>
        public IEnumerable<string> Services => ServicesOf(Rule.Rule.ResourceNames);
    }
}
