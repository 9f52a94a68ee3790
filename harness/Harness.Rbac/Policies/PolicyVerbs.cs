using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Verbs of a policy, written as such or as HTTP methods.</summary>
internal static class PolicyVerbs
{
    private const string Every = "*";

    /// <summary>Verbs of HTTP methods, each once, in the order of the methods.</summary>
    public static IReadOnlyList<string> OfMethods(FieldReader entry, IReadOnlyList<YamlScalar> methods)
    {
        RefuseBesideEvery(entry, methods);
        foreach (var method in methods.Where(method => method.Text != Every && HttpVerb.Of(method.Text).Length == 0))
        {
            var known = HttpVerb.Methods.FirstOrDefault(known => known.Equals(method.Text, StringComparison.OrdinalIgnoreCase));
            entry.Problem(method.Location, known is null
                ? $"the method {Quoted.Of(method.Text)} has no verb of its own, only methods: [\"*\"] allows it; "
                    + $"write that, or of {string.Join(", ", HttpVerb.Methods)} (a WebSocket is a GET)"
                : $"{Quoted.Of(method.Text)} is not a method; did you mean {known}?");
        }

        return [.. PolicyNames.Distinct(entry, methods).Select(method => method == Every ? Every : HttpVerb.Of(method))
            .Where(verb => verb.Length > 0).Distinct()];
    }

    /// <summary>Verbs as they are.</summary>
    public static IReadOnlyList<string> Of(FieldReader entry, IReadOnlyList<YamlScalar> verbs)
    {
        RefuseBesideEvery(entry, verbs);
        foreach (var verb in verbs.Where(verb => verb.Text != Every
            && (verb.Text == "proxy" || !verb.Text.All(char.IsAsciiLetterLower) || verb.Text.Length == 0)))
        {
            entry.Problem(verb.Location, (verb.Text, HttpVerb.Of(verb.Text.ToUpperInvariant())) switch
            {
                ("proxy", _) =>
                    "the verb \"proxy\" is none since Kubernetes 1.10 and allows nothing; write get, create, update, patch or "
                    + "delete on services/proxy",
                (_, { Length: > 0 } near) => $"{Quoted.Of(verb.Text)} is not a verb; did you mean {near}?",
                _ => $"{Quoted.Of(verb.Text)} is not a verb; write API verbs in lower case, e.g. get, list, create",
            });
        }

        return PolicyNames.Distinct(entry, verbs);
    }

    private static void RefuseBesideEvery(FieldReader entry, IReadOnlyList<YamlScalar> words)
    {
        if (words.Count > 1 && words.FirstOrDefault(word => word.Text == Every) is { } every)
            entry.Problem(every.Location, "\"*\" stands for all others; write it alone, or leave it out");
    }
}
