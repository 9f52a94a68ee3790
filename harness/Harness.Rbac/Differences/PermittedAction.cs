using Harness.Rbac.Objects;

namespace Harness.Rbac.Differences;

/// <summary>
/// One thing that a subject may do, in one word each, wildcards as themselves. Since a wildcard stands for words without end, many
/// permissions together cover another only when one of them does.
/// </summary>
/// <param name="Namespace">Where; null for everywhere.</param>
/// <param name="ApiGroup">API group, or <c>*</c>.</param>
/// <param name="Resource">Resource, <c>*</c>, or <c>*/SUB-RESOURCE</c>; empty for a path.</param>
/// <param name="Name">Name; null for every name.</param>
/// <param name="Verb">Verb, or <c>*</c>.</param>
public sealed record PermittedAction(string? Namespace, string ApiGroup, string Resource, string? Name, string Verb)
{
    private const string All = "*";

    /// <summary>A path outside of resources, or the beginning of one with a star; null for a resource.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// The path behind a service's or pod's proxy, or all below one where it ends in <c>/*</c>; null where RBAC alone is compared, which
    /// does not know paths.
    /// </summary>
    public string? ProxiedPath { get; init; }

    /// <summary>A role that is not there, and may allow anything: then all else is empty. Null where the rules are known.</summary>
    public string? UnknownRole { get; init; }

    /// <summary>What a rule allows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="ns">Where its binding holds; null for everywhere.</param>
    public static IEnumerable<PermittedAction> Of(RbacRule rule, string? ns)
    {
        var resources = from verb in rule.Verbs
                        from resource in rule.Resources
                        where !IsDead(resource)
                        from apiGroup in rule.ApiGroups
                        from name in rule.ResourceNames.Count == 0 ? [null] : rule.ResourceNames.Cast<string?>()
                        select new PermittedAction(ns, apiGroup, resource, name, verb);
        // A role binding is not asked about paths.
        var paths = from verb in rule.Verbs
                    from path in ns is null ? rule.NonResourceUrls : []
                    select new PermittedAction(null, "", "", null, verb) { Path = path.EndsWith('*') ? $"{path.TrimEnd('*')}*" : path };
        return resources.Concat(paths);
    }

    /// <summary>All that a role that is not there would allow.</summary>
    public static PermittedAction OfUnknown(RbacBinding binding) =>
        new(binding.Namespace, "", "", null, "") { UnknownRole = $"{binding.RoleKind} {binding.RoleName}" };

    /// <summary>Whether this permission includes the other.</summary>
    public bool Covers(PermittedAction other)
    {
        if (UnknownRole != other.UnknownRole || !(ProxiedPath is null || ProxiedPath == other.ProxiedPath)
            || !(Namespace is null || Namespace == other.Namespace) || !(Verb == All || Verb == other.Verb))
        {
            return false;
        }

        if (Path is null || other.Path is null)
            return Path == other.Path && CoversResource(other);
        return Path == other.Path
            || (Path.EndsWith('*') && other.Path.TrimEnd('*').StartsWith(Path.TrimEnd('*'), StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (UnknownRole is not null)
            return $"whatever {UnknownRole} allows, which is not known, {Where}";
        if (Path is not null)
            return $"{Verb} {Path}";
        var group = ApiGroup.Length == 0 ? "" : $".{ApiGroup}";
        var at = ProxiedPath is null ? "" : $" at {ProxiedPath}";
        return $"{Verb} {Resource}{group}{(Name is null ? "" : $" \"{Name}\"")}{at} {Where}";
    }

    private string Where => Namespace is null ? "everywhere" : $"in namespace {Namespace}";

    /// <summary>A star inside of a resource is a letter like any other, and no resource has it.</summary>
    private static bool IsDead(string resource) =>
        resource != All
            && (resource.StartsWith("*/", StringComparison.Ordinal) ? resource[2..] : resource).Contains('*', StringComparison.Ordinal);

    private bool CoversResource(PermittedAction other)
    {
        var isResource = Resource == All || Resource == other.Resource
            || (Resource.StartsWith("*/", StringComparison.Ordinal)
                && other.Resource.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
                && other.Resource[slash..] == Resource[1..]);
        return isResource && (ApiGroup == All || ApiGroup == other.ApiGroup) && (Name is null || Name == other.Name);
    }
}
