using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Reads a resource of a closed world: its name, or a mapping with its group and verbs.</summary>
internal static class ScopeResourceReader
{
    /// <summary>Reads it.</summary>
    /// <param name="item">The entry.</param>
    /// <param name="index">Its place in the list.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>Null for what cannot be one.</returns>
    public static ScopeResource? Read(YamlValue item, int index, InputProblems problems)
    {
        var where = $"spec.scope.resources[{index}]";
        if (item is YamlMap map)
            return Read(new FieldReader(map, where, problems).Only("resource", "apiGroup", "verbs"));
        if (item is not YamlScalar { Kind: YamlScalarKind.Text } word)
        {
            problems.Add(
                item.Location, $"{where} must be a resource, not {item.Description}; write its name, or {{resource: NAME, verbs: […]}}");
            return null;
        }

        var isRight = word.Text == ScopeResource.All || IsRight(word.Text, "", what => problems.Add(word.Location, what));
        return isRight ? Of("", word.Text, []) : null;
    }

    private static ScopeResource? Read(FieldReader entry)
    {
        var resource = entry.RequiredText("resource", "name the resource, with a sub-resource after a slash");
        var group = entry.Text("apiGroup") ?? "";
        var verbs = entry.Has("verbs")
            ? PolicyVerbs.Of(entry, entry.RequiredTexts("verbs", "leave it out for every verb"))
            : [];
        if (resource == ScopeResource.All && entry.Has("apiGroup"))
        {
            entry.Refuse(
                "apiGroup", "is given beside \"*\", which is every resource of every group; leave it out, or name the group's resources");
            return null;
        }

        var isRight = resource == ScopeResource.All
            || (resource.Length > 0 && ResourceWord.IsGroup(entry, group)
                && IsRight(resource, group, what => entry.Problem(entry.At("resource"), what)));
        return isRight ? Of(group, resource, verbs is [ScopeResource.All] ? [] : verbs) : null;
    }

    private static ScopeResource Of(string group, string resource, IReadOnlyList<string> verbs) =>
        new(resource == ScopeResource.All ? ScopeResource.All : group, resource, verbs);

    /// <summary>A closed world over what there is not would find nothing, and pass.</summary>
    private static bool IsRight(string resource, string group, Action<string> refuse)
    {
        var wrong = resource.Contains('*', StringComparison.Ordinal)
            ? $"{Quoted.Of(resource)} is a wildcard, and only \"*\" alone is one here; name each resource"
            : !ResourceWord.IsName(resource)
                ? $"{Quoted.Of(resource)} is no resource; write its plural in lower case, with a sub-resource after a slash: pods/exec"
                : ResourceWord.Complaint(group, resource);
        if (wrong is not null)
            refuse(wrong);
        return wrong is null;
    }
}
