using System.Text.Json.Nodes;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Admission;

/// <summary>
/// The part of an access policy that RBAC cannot say: which paths of services its consumers may call. A caller whom several rules are about
/// has to satisfy each.
/// </summary>
/// <param name="rules">The rules: at most one for a consumer in a namespace.</param>
public sealed class PathAdmission(IReadOnlyList<PathRule> rules)
{
    private readonly PathRuleIndex _index = new(rules);

    /// <summary>The rules.</summary>
    public IReadOnlyList<PathRule> Rules { get; } = rules;

    /// <summary>The rules of a policy; none where it names no paths.</summary>
    public static PathAdmission Of(AccessPolicy policy) => new([.. policy.Consumers.SelectMany(RulesOf)]);

    /// <summary>
    /// ValidatingAdmissionPolicies with their bindings, for Kubernetes 1.30 and later: they refuse what the rules do not allow, and
    /// whatever they cannot evaluate.
    /// </summary>
    public IReadOnlyList<JsonObject> Policies() => [.. Rules.SelectMany(PathPolicy.Both)];

    /// <summary>Whether the rules let a call through that RBAC allows.</summary>
    /// <param name="username">User name of the caller; empty to ask about a group alone.</param>
    /// <param name="groups">Groups of the caller.</param>
    /// <param name="ns">Namespace of the called service or pod.</param>
    /// <param name="resource">The called resource: <c>services/proxy</c> or <c>pods/proxy</c>.</param>
    /// <param name="name">The name as it stands decoded in the URL: <c>[SCHEME:]NAME[:PORT]</c>.</param>
    /// <param name="path">The path as admission is given it, decoded; null where it is given none.</param>
    public bool Allows(string username, IReadOnlyList<string> groups, string ns, string resource, string name, string? path) =>
        _index.About(username, groups, ns).All(rule => rule.Allows(resource, name, path));

    /// <summary>The rules of a consumer, one in each namespace in which it is allowed single paths.</summary>
    internal static IEnumerable<PathRule> RulesOf(PolicyConsumer consumer)
    {
        if (consumer.Allow.All(one => one.Paths.Count == 0))
            return [];
        var byNamespace = consumer.Allow.SelectMany(one => one.Namespaces.Distinct().Select(ns => (ns, one)))
            .ToLookup(pair => pair.ns, pair => pair.one);
        return byNamespace.Where(own => own.Any(one => one.Paths.Count > 0)).Select(own => Rule(consumer, own.Key, [.. own]));
    }

    private static PathRule Rule(PolicyConsumer consumer, string ns, IReadOnlyList<PolicyAllowance> own)
    {
        var who = SubjectIdentity.Of(consumer.Subject);
        var named = from allowance in own
                    where allowance.Paths.Count > 0
                    from name in allowance.Names
                    from path in allowance.Paths
                    select (name, path);
        return new PathRule
        {
            Name = PathPolicy.NameOf(ns, consumer.Name),
            Namespace = ns,
            User = who.Kind == RbacSubjectKind.Group ? null : who.ToAccessSubject().User,
            Group = who.Kind == RbacSubjectKind.Group ? who.Name : null,
            Paths = named.GroupBy(one => one.name).ToDictionary(
                same => same.Key,
                same => (IReadOnlyList<string>)[.. same.Select(one => one.path).Distinct().Order(StringComparer.Ordinal)]),
            AllowsPods = own.Any(one => one is { ApiGroup: "", Resource: PathRule.Pods }),
        };
    }
}
