using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>What is asked about an entry that a policy denies.</summary>
internal static class DeniedQuestions
{
    /// <summary>The entry itself, name by name and verb by verb.</summary>
    /// <param name="denied">The entry.</param>
    /// <param name="services">Services whose ports are known.</param>
    public static IEnumerable<AccessQuestion> Of(PolicyAllowance denied, ILookup<string, KnownService> services) =>
        from ns in denied.Namespaces
        from name in NamesOf(denied, services[ns])
        from verb in denied.Verbs.Contains(ScopeResource.All) ? IsProxy(denied) ? ProxyAccess.Verbs : ScopeQuestions.Verbs : denied.Verbs
        select On(denied, ns, name, verb);

    /// <summary>As much of it as a rule opens to whoever holds it, by the rule's own names and verbs.</summary>
    public static IEnumerable<AccessQuestion> OpenedBy(PolicyAllowance denied, GrantPath held)
    {
        var rule = held.Rule;
        if (!rule.HasGroup(denied.ApiGroup) || !rule.HasResource(denied.Resource))
            return [];
        return from ns in denied.Namespaces
               where held.Binding.Namespace is null || held.Binding.Namespace == ns
               from name in NamesOf(denied, rule)
               from verb in VerbsOf(denied, rule)
               select On(denied, ns, name, verb);
    }

    private static IEnumerable<string> NamesOf(PolicyAllowance denied, IEnumerable<KnownService> there) =>
        denied.HasEverySpelling
            ? denied.Services.SelectMany(service =>
                ProxyName.Spellings(service, there.Where(one => one.Name == service).SelectMany(one => one.Ports)))
            : denied.Names.DefaultIfEmpty("");

    private static IEnumerable<string> NamesOf(PolicyAllowance denied, RbacRule rule) => rule.ResourceNames.Count == 0
        ? denied.Names.DefaultIfEmpty("")
        : rule.ResourceNames.Where(name => denied.Names.Count == 0 || denied.HasName(name));

    private static IEnumerable<string> VerbsOf(PolicyAllowance denied, RbacRule rule)
    {
        if (!denied.Verbs.Contains(ScopeResource.All))
            return denied.Verbs.Where(rule.HasVerb);
        if (!IsProxy(denied))
            return rule.Verbs;
        return ProxyAccess.Verbs.Where(rule.HasVerb);
    }

    private static AccessQuestion On(PolicyAllowance denied, string ns, string name, string verb) => IsProxy(denied)
        ? ProxyQuestions.On(ns, denied.Resource, name, verb)
        : denied.Question(ns, name, verb);

    private static bool IsProxy(PolicyAllowance denied) => denied.ApiGroup.Length == 0 && ProxyAccess.All.Contains(denied.Resource);
}
