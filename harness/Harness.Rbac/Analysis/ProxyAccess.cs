using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Analysis;

/// <summary>A way through one of the API server's proxies that a rule opens.</summary>
/// <param name="Resource"><c>services/proxy</c>, <c>pods/proxy</c> or <c>nodes/proxy</c>.</param>
/// <param name="Name">Resource name; empty for every name.</param>
/// <param name="Verb">Verb of a request through the proxy; <c>*</c> for all.</param>
public sealed record ProxyAccess(string Resource, string Name, string Verb)
{
    /// <summary>Services by name, port and scheme.</summary>
    public const string Services = "services/proxy";

    /// <summary>Pods, and so every service's.</summary>
    public const string Pods = "pods/proxy";

    /// <summary>Kubelets.</summary>
    public const string Nodes = "nodes/proxy";

    /// <summary>Every proxy that the API server has.</summary>
    public static IReadOnlyList<string> All { get; } = [Services, Pods, Nodes];

    /// <summary>
    /// The verbs that a request through a proxy can have, by HTTP method; the empty one is that of every method without its own.
    /// </summary>
    public static IReadOnlyList<string> Verbs { get; } = [.. HttpVerb.Methods.Select(HttpVerb.Of).Distinct(), ""];

    /// <summary>Everything that a rule opens, by rule and not by any list of what exists.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="clusterWide">Whether it is bound for the whole cluster: nodes are in no namespace.</param>
    public static IEnumerable<ProxyAccess> Of(RbacRule rule, bool clusterWide) => rule.HasGroup("")
        ? from resource in All
          where rule.HasResource(resource) && (clusterWide || resource != Nodes)
          from name in rule.ResourceNames.Count == 0 ? [""] : rule.ResourceNames.Where(name => IsName(resource, name))
          from verb in VerbsOf(rule)
          select new ProxyAccess(resource, name, verb)
        : [];

    /// <summary>Those of a rule's verbs that a request through a proxy can have; <c>*</c> for all.</summary>
    public static IEnumerable<string> VerbsOf(RbacRule rule) => rule.Verbs.Contains("*") ? ["*"] : rule.Verbs.Where(Verbs.Contains);

    /// <summary>Several in a sentence: <c>get/create services/proxy of every service and pods/proxy "web-0"</c>.</summary>
    public static string Text(IEnumerable<ProxyAccess> several) => string.Join(", ",
        from one in several.Distinct()
        group one.Verb by one.Target into verbs
        let how = string.Join(
            '/', verbs.Select(verb => verb switch { "*" => "do anything to", "" => "send unusual methods to", _ => verb }))
        group verbs.Key by how into targets
        select $"{targets.Key} {RuleText.Words(targets)}");

    /// <summary>
    /// Whether a request through a proxy can have a name: it always has one, and of one that nothing can be called nothing is opened.
    /// </summary>
    private static bool IsName(string resource, string name) => resource == Services
        ? ProxyName.Parse(name) is not null
        : name.Split(':') is { Length: <= 3 } parts && parts.Any(KubernetesName.IsSubdomain);

    private string Target => $"{Resource} {(Name.Length == 0 ? $"of every {Resource.Split('/')[0].TrimEnd('s')}" : $"\"{Name}\"")}";
}
