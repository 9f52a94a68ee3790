using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Analysis;

/// <summary>
/// What a rule opens of a closed world, beside the proxies. A wildcard stays one: the authorizer says yes to <c>*</c> only where a rule has
/// it, so that resources and verbs that nobody knows are judged, too.
/// </summary>
/// <param name="ApiGroup">API group; <c>*</c> for every group.</param>
/// <param name="Resource">Resource; <c>*</c> for all, <c>*/SUB</c> for a sub-resource of all.</param>
/// <param name="Name">Resource name; empty for every name.</param>
/// <param name="Verb">Verb; <c>*</c> for all.</param>
internal sealed record OpenedAccess(string ApiGroup, string Resource, string Name, string Verb)
{
    private const string All = ScopeResource.All;

    /// <summary>Everything that a rule opens of a resource of the scope.</summary>
    public static IEnumerable<OpenedAccess> Of(RbacRule rule, ScopeResource scope)
    {
        if (IsProxy(scope.ApiGroup, scope.Resource))
            return []; // their requests have verbs and names of their own
        return from what in scope.IsEverything ? ResourcesOf(rule) : NamedIn(rule, scope)
               from verb in VerbsOf(rule, scope, what.Group, what.Resource)
               from name in rule.ResourceNames.Count == 0 ? [""] : rule.ResourceNames
               select new OpenedAccess(what.Group, what.Resource, name, verb);
    }

    /// <summary>What the authorizer is asked about it where a grant holds; null where no request is of that kind.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="isClusterWide">Whether the grant holds everywhere.</param>
    /// <param name="isNamed">Whether the scope names the resource.</param>
    public AccessQuestion? In(string ns, bool isClusterWide, bool isNamed)
    {
        if (!CheckedScope.IsInNone(ApiGroup, Resource) || CheckedScope.IsInNamespace(ApiGroup, Resource, Verb))
            return new AccessQuestion(ns, ApiGroup, Resource, Name, Verb);
        return isClusterWide && isNamed ? new AccessQuestion("", ApiGroup, Resource, Name, Verb) : null;
    }

    /// <summary>Several in a sentence: <c>get/list secrets and pods/exec "web-0"</c>.</summary>
    public static string Text(IEnumerable<OpenedAccess> several) => string.Join(", ",
        from one in several.Distinct()
        group one.Verb by one.Target into verbs
        let how = verbs.Contains(All) ? "do anything to" : string.Join('/', verbs)
        group verbs.Key by how into targets
        select $"{targets.Key} {RuleText.Words(targets)}");

    /// <summary>A resource as people read it, wildcards in words.</summary>
    public static string Words(string group, string resource)
    {
        var what = resource == All ? "every resource"
            : resource.StartsWith("*/", StringComparison.Ordinal) ? $"{resource[2..]} of every resource" : resource;
        return (resource.Contains('*', StringComparison.Ordinal), group) switch
        {
            (_, All) => $"{what} of every group",
            (true, "") => $"{what} of the core group",
            (true, _) => $"{what} of {group}",
            (_, "") => what,
            _ => $"{what}.{group}",
        };
    }

    /// <summary>
    /// A rule's verbs in the scope; of what is in no namespace those that are checked in one, where the scope is everything.
    /// </summary>
    private static IEnumerable<string> VerbsOf(RbacRule rule, ScopeResource scope, string group, string resource)
    {
        if (scope.Verbs.Count > 0)
            return scope.Verbs.Where(rule.HasVerb);
        if (!rule.Verbs.Contains(All))
            return rule.Verbs;
        return scope.IsEverything && CheckedScope.IsInNone(group, resource) ? CheckedScope.VerbsInNamespace(group, resource) : [All];
    }

    private static IEnumerable<(string Group, string Resource)> NamedIn(RbacRule rule, ScopeResource scope) =>
        rule.HasGroup(scope.ApiGroup) && rule.HasResource(scope.Resource) ? [(scope.ApiGroup, scope.Resource)] : [];

    private static IEnumerable<(string Group, string Resource)> ResourcesOf(RbacRule rule) =>
        from api in rule.ApiGroups.Contains(All) ? [All] : rule.ApiGroups
        from resource in rule.Resources.Contains(All) ? [All] : rule.Resources
        where CanBe(api, resource) && !IsProxy(api, resource)
        select (api, resource);

    /// <summary>
    /// Whether there can be such a resource: it has one sub-resource at most, a star inside of a word is a letter like any other, and of
    /// two of Kubernetes' own groups only those that have the resource are meant where a rule names several of both.
    /// </summary>
    private static bool CanBe(string group, string resource)
    {
        var parts = resource.Split('/');
        if (parts.Length > 2 || (resource != All && !IsWord(parts[^1])) || (parts[0] != All && !IsWord(parts[0])))
            return false;

        var groups = KnownResources.GroupsOf(parts[0]);
        return groups.Count == 0 || groups.Contains(group) || !KnownResources.Groups.Contains(group);
    }

    private static bool IsWord(string part) => part.Length > 0 && !part.Contains('*', StringComparison.Ordinal);

    private static bool IsProxy(string group, string resource) => group.Length == 0 && ProxyAccess.All.Contains(resource);

    private string Target => Words(ApiGroup, Resource) + (Name.Length == 0 ? "" : $" \"{Name}\"");
}
