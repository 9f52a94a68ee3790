using Harness.Rbac.Objects;

namespace Harness.Rbac.Bootstrap;

/// <summary>Makes roles and bindings of what the table says about a version.</summary>
internal static class BootstrapReader
{
    private static readonly Dictionary<string, RbacSubjectKind> Kinds = new()
    {
        ["user"] = RbacSubjectKind.User,
        ["group"] = RbacSubjectKind.Group,
        ["serviceaccount"] = RbacSubjectKind.ServiceAccount,
    };

    /// <summary>A role: <c>ClusterRole NAME [into ROLE] [aggregates]</c>, or <c>Role NAMESPACE/NAME</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="version">The version; null for all rules of all versions.</param>
    public static RbacRole Role(BootstrapEntry entry, Version? version)
    {
        var labels = new Dictionary<string, string> { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        for (var i = 2; i + 1 < entry.Words.Count; i++)
        {
            if (entry.Words[i] == "into")
                labels[BootstrapObjects.AggregateTo + entry.Words[i + 1]] = "true";
        }

        return new RbacRole(entry.Namespace, entry.Name, [.. Held(entry, version).Select(Rule)])
        {
            Labels = labels,
            Aggregates = entry.Words[^1] == "aggregates"
                ? [new(new Dictionary<string, string> { [BootstrapObjects.AggregateTo + entry.Name] = "true" }, [])]
                : null,
        };
    }

    /// <summary>A binding: <c>RoleBinding NAMESPACE/NAME = Role NAME</c>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="version">The version; null for all subjects of all versions.</param>
    public static RbacBinding Binding(BootstrapEntry entry, Version? version) =>
        new(entry.Namespace, entry.Name, entry.Words[3], entry.Words[4], [.. Held(entry, version).Select(Subject)]);

    private static IEnumerable<string> Held(BootstrapEntry entry, Version? version) =>
        entry.Lines.Where(line => line.Versions.Holds(version)).Select(line => line.Text);

    /// <summary><c>VERBS on RESOURCES [of GROUPS] [named NAMES]</c>, or <c>VERBS at PATHS</c>.</summary>
    private static RbacRule Rule(string text)
    {
        var words = text.Split(' ');
        IReadOnlyList<string> After(string word, IReadOnlyList<string> none) =>
            Array.IndexOf(words, word) is > 0 and var at ? [.. words[at + 1].Split(',').Select(one => one == "\"\"" ? "" : one)] : none;

        var resources = After("on", []);
        return new RbacRule(resources.Count == 0 ? [] : After("of", [""]), resources, After("named", []), words[0].Split(','))
        {
            NonResourceUrls = After("at", []),
        };
    }

    private static RbacSubject Subject(string text)
    {
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = (Kinds[text[..cut]], text[(cut + 1)..]);
        return kind == RbacSubjectKind.ServiceAccount && name.Split('/') is [var ns, var account]
            ? RbacSubject.ServiceAccount(ns, account)
            : new RbacSubject(kind, name);
    }
}
