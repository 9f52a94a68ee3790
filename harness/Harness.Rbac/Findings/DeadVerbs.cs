using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR211 to HR216: verbs that no request has, so that the rule does not do what was intended.</summary>
internal static class DeadVerbs
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfRules(
            new("HR211", Severity.Low, "Verb proxy grants nothing",
                "The verb proxy belonged to URLs that Kubernetes 1.10 removed; since then, a request through a proxy has the verb of its "
                + "HTTP method.",
                Docs.Verbs),
            "Write the resource services/proxy and the verbs of the methods, e.g. get.",
            ProxyVerb),
        Detector.OfRules(
            new("HR212", Severity.Low, "HTTP method written as a verb",
                "Verbs are RBAC's own, in lower case: a rule with GET or post matches no request on a resource.",
                Docs.Verbs),
            "GET and HEAD are get, POST is create, PUT is update, PATCH is patch, DELETE is delete.",
            MethodAsVerb),
        Detector.OfRules(
            new("HR213", Severity.Info, "Verb that no request through a proxy has",
                "Every call through a proxy has one of the verbs get, create, update, patch and delete, never list, watch or "
                + "deletecollection.",
                Docs.Verbs),
            "Remove the verb.",
            UnusedVerb),
        Detector.OfRules(
            new("HR214", Severity.Low, "create or deletecollection with resourceNames",
                "A POST that creates an object, or a request that deletes a collection, has no name in its URL, so a rule with "
                + "resourceNames never matches it. A server-side apply or a PUT that creates the object has one (with patch or update in "
                + "the rule too, this is Info), and so has every request on a sub-resource.",
                Docs.Rbac("referring-to-resources")),
            "Put create into a rule of its own, without resourceNames; or let the client use a server-side apply.",
            NamelessWithNames),
        Detector.OfRules(
            new("HR215", Severity.Info, "list and watch with resourceNames",
                "A rule with resourceNames matches a list or watch only when the request selects metadata.name=NAME; a plain list is "
                + "forbidden.",
                Docs.Rbac("referring-to-resources")),
            "Remove list and watch, or let the client use the field selector.",
            ListWithNames),
        Detector.OfRules(
            new("HR216", Severity.Low, "Empty verb",
                "The empty verb is that of unusual HTTP methods (OPTIONS, TRACE). A rule with it, or without any verb, allows nothing "
                + "useful.",
                Docs.Verbs),
            "Write the verbs.",
            EmptyVerb),
    ];

    private static Problem? ProxyVerb(AnalysedRbac rbac, WrittenRule written) => written.Rule.Verbs.Contains("proxy")
        ? new($"{written.Role} grants the verb proxy on {RuleText.Words(
            written.Rule.Resources)}, which no request has had since Kubernetes 1.10",
            rbac.IntendedOf(written) is { Count: > 0 } intended ? $"write {RuleText.Of(intended)}"
            : written.Rule.Verbs.Count == 1 ? "remove the rule: without the verb proxy it has none"
            : "remove the verb proxy")
        : null;

    private static Problem? MethodAsVerb(AnalysedRbac rbac, WrittenRule written)
    {
        var methods = written.Rule.Verbs.Where(verb => VerbOf(verb) is { } real && real != verb).ToList();
        return methods.Count == 0
            ? null
            : new($"{written.Role} has HTTP methods among its verbs ({string.Join(", ", methods)}), which match no request",
                $"write verbs: {RuleText.List(written.Rule.Verbs.Select(verb => VerbOf(verb) ?? verb).Distinct())}");
    }

    /// <summary>The verb of an HTTP method, in any spelling; null for any other word.</summary>
    private static string? VerbOf(string word) => HttpVerb.Of(word.ToUpperInvariant()) is { Length: > 0 } verb ? verb : null;

    private static Problem? UnusedVerb(AnalysedRbac rbac, WrittenRule written)
    {
        var unused = written.Rule.Verbs.Intersect(["list", "watch", "deletecollection"]).ToList();
        return unused.Count > 0 && written.Rule.Resources.All(ProxyAccess.All.Contains)
            ? new($"{written.Role} grants {RuleText.Words(unused)} on {RuleText.Words(
                written.Rule.Resources)}, where no request has such a verb",
                $"write verbs: {RuleText.List(written.Rule.Verbs.Except(unused).DefaultIfEmpty("get"))}")
            : null;
    }

    private static Problem? NamelessWithNames(AnalysedRbac rbac, WrittenRule written)
    {
        if (ByName(written, "deletecollection") is var (all, _))
        {
            return new($"{written.Role} grants deletecollection on {all} by resourceNames, which matches no request",
                "remove deletecollection from this rule");
        }

        return ByName(written, "create") is var (resource, _)
            ? new($"{written.Role} grants create on {resource} by resourceNames, which matches a server-side apply or a PUT that creates "
                + "the object, and never a POST",
                "if clients POST, put create into a rule of its own without resourceNames")
            {
                Severity = written.Rule.Verbs.Any(verb => verb is "patch" or "update") ? Severity.Info : null,
            }
            : null;
    }

    private static Problem? ListWithNames(AnalysedRbac rbac, WrittenRule written) =>
        ByName(written, "list", "watch") is var (resource, some)
            ? new($"{written.Role} grants {RuleText.Words(some)} on {resource} by resourceNames, "
                + "which matches only requests with fieldSelector=metadata.name=NAME",
                $"remove {RuleText.Words(some)}, or let the client select by name")
            : null;

    /// <summary>The first top-level resource of a rule with resourceNames, and those of the verbs that the rule grants on it.</summary>
    private static (string Resource, IReadOnlyList<string> Verbs)? ByName(WrittenRule written, params string[] verbs) =>
        !written.Rule.HasNoName() && written.Rule.Resources.FirstOrDefault(IsTopLevel) is { } resource
        && written.Rule.Verbs.Intersect(verbs).ToList() is { Count: > 0 } some
            ? (resource, some)
            : null;

    private static bool IsTopLevel(string resource) => resource != "*" && !resource.Contains('/', StringComparison.Ordinal);

    private static Problem? EmptyVerb(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.Verbs.Count == 0 || written.Rule.Verbs.Contains("")
        ? new($"{written.Role} has {(written.Rule.Verbs.Count == 0 ? "no verb" : "an empty verb")} on {RuleText.Words(
            written.Rule.Resources)}",
            rbac.IntendedVerbs(written) is { } verbs
                ? $"write verbs: {RuleText.List(verbs)}"
                : $"write {RuleText.Of(rbac.IntendedRules(written.Grants))}")
        : null;
}
