using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Lists of names in a policy: none malformed, none twice.</summary>
internal static class PolicyNames
{
    /// <summary>Names of namespaces or services.</summary>
    /// <param name="owner">The mapping that they stand in.</param>
    /// <param name="field">Its field.</param>
    /// <param name="what">What they name.</param>
    /// <param name="names">The names.</param>
    public static IReadOnlyList<string> Labels(FieldReader owner, string field, string what, IReadOnlyList<YamlScalar> names)
    {
        foreach (var name in names.Where(name => !KubernetesName.IsLabel(name.Text)))
        {
            owner.Problem(name.Location, name.Text.Contains(':', StringComparison.Ordinal) && field == "services"
                ? $"{Quoted.Of(name.Text)} is not a service name; name the service alone, and write ports: and scheme: beside it"
                : $"{Quoted.Of(name.Text)} is not a {what} name; write up to 63 lower-case letters, digits and dashes");
        }

        return Distinct(owner, names);
    }

    /// <summary>Names of any form, but not empty.</summary>
    public static IReadOnlyList<string> Any(FieldReader owner, IReadOnlyList<YamlScalar> names)
    {
        foreach (var name in names.Where(name => string.IsNullOrWhiteSpace(name.Text)))
            owner.Problem(name.Location, "a name is empty; remove it, or write one");
        return Distinct(owner, names);
    }

    /// <summary>The texts; one that is there twice is a problem.</summary>
    public static IReadOnlyList<string> Distinct(FieldReader owner, IReadOnlyList<YamlScalar> names)
    {
        var seen = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !seen.TryAdd(name.Text, name.Location)))
            owner.Problem(name.Location, $"{Quoted.Of(name.Text)} is in this list twice; remove one of the two");
        return [.. seen.Keys];
    }
}
