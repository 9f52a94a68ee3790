using System.Text.RegularExpressions;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Names of resources and of their groups as policies write them, and which of them there cannot be.</summary>
internal static partial class ResourceWord
{
    /// <summary>Whether a text can name a resource.</summary>
    public static bool IsName(string resource) => Name().IsMatch(resource);

    /// <summary>Whether the group of an entry can be one; a complaint is added where it is not.</summary>
    public static bool IsGroup(FieldReader entry, string group)
    {
        if (group.Length == 0 || (KubernetesName.IsSubdomain(group) && group != "core"))
            return true;
        entry.Refuse(
            "apiGroup", $"is {Quoted.Of(group)}; write the group without its version (apps), or leave it out for the core group");
        return false;
    }

    /// <summary>
    /// Why Kubernetes has no such resource; null where it has, or may have. Nobody can add to the core group; the other groups of its own
    /// grow, so there only a word that is nearly right, or right in another group, is taken for a mistake.
    /// </summary>
    public static string? Complaint(string group, string resource)
    {
        var parts = resource.Split('/', 2);
        var groups = KnownResources.GroupsOf(parts[0]);
        if (groups.Contains(group))
            return parts.Length == 1 ? null : MisspeltSubresource(parts[0], parts[1]);
        if (group.Length == 0)
            return NotInCore(resource, parts[0], groups);
        if (!KnownResources.Groups.Contains(group))
            return null;
        var near = Nearest.Misspelt(parts[0], KnownResources.Names.Where(name => KnownResources.GroupsOf(name).Contains(group)));
        return near is not null ? $"{Quoted.Of(resource)} is nothing that {group} has; did you mean {near}?"
            : groups.Count > 0 ? $"{Quoted.Of(resource)} is nothing that {group} has; {parts[0]} are in {GroupText(groups[0])}" : null;
    }

    private static string NotInCore(string resource, string word, IReadOnlyList<string> groups)
    {
        var complaint = $"{Quoted.Of(resource)} is nothing that the core group has";
        if (groups.Count > 0)
            return $"{complaint}; write {{resource: {resource}, apiGroup: {groups[0]}}}";
        var near = Nearest.Misspelt(word, KnownResources.Names) ?? Nearest.Misspelt(word + "s", KnownResources.Names);
        return near is null
            ? $"{complaint}; write {{resource: {Quoted.Cut(resource)}, apiGroup: GROUP}} for one of another group"
            : $"{complaint}; did you mean {near}?";
    }

    /// <summary>Versions add sub-resources, so only a word that is nearly right is taken for a mistake.</summary>
    private static string? MisspeltSubresource(string resource, string subresource) =>
        !(KnownResources.Find(resource) is { } known && KnownResources.HasSubresource(known, subresource))
        && Nearest.Misspelt(subresource, KnownResources.Subresources) is { } near
            ? $"{Quoted.Of(subresource)} is nothing that {resource} have; did you mean {resource}/{near}?"
            : null;

    private static string GroupText(string group) => group.Length == 0 ? "the core group" : group;

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/[a-z]+)?\z")]
    private static partial Regex Name();
}
