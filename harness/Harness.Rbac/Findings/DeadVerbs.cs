using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR211 to HR216: verbs that no request has, so that the rule does not do what was meant.</summary>
internal static class DeadVerbs
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfRules(
            new("HR211", Severity.Low, "Verb proxy grants nothing",
                "The verb proxy belonged to URLs that Kubernetes 1.10 took away; since then a request through a proxy has the verb of its HTTP method.",
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
                "Whatever is called through a proxy has one of get, create, update, patch and delete; list, watch and deletecollection never occur there.",
                Docs.Verbs),
            "Leave the verb out.",
            UnusedVerb),
        Detector.OfRules(
            new("HR214", Severity.Low, "create with resourceNames never matches",
                "A request that creates an object, or deletes a collection, names none in its URL, so a rule with resourceNames never matches it. "
                + "On sub-resources it does: their URL has the name.",
                Docs.Rbac("referring-to-resources")),
            "Put create into a rule of its own, without resourceNames, or leave it out.",
            NamelessWithNames),
        Detector.OfRules(
            new("HR215", Severity.Info, "list and watch with resourceNames",
                "A rule with resourceNames matches a list or watch only when the request selects metadata.name=NAME; a plain list is forbidden.",
                Docs.Rbac("referring-to-resources")),
            "Leave list and watch out, or let the client use the field selector.",
            ListWithNames),
        Detector.OfRules(
            new("HR216", Severity.Low, "Empty verb",
                "The empty verb is what unusual HTTP methods get (OPTIONS, TRACE); a rule with it, or with no verb at all, allows nothing that was meant.",
                Docs.Verbs),
            "Write the verbs.",
            EmptyVerb),
    ];

    private static Problem? ProxyVerb(AnalysedRbac rbac, WrittenRule written) => written.Rule.Verbs.Contains("proxy")
        ? new($"{written.Role} grants the verb proxy on {RuleText.Words(written.Rule.Resources)}, which no request has since Kubernetes 1.10",
            $"write {RuleText.Of(rbac.IntendedRule(written.Grants))}")
        : null;

    private static Problem? MethodAsVerb(AnalysedRbac rbac, WrittenRule written)
    {
        var methods = written.Rule.Verbs.Where(verb => VerbOf(verb) is { } real && real != verb).ToList();
        return methods.Count == 0
            ? null
            : new($"{written.Role} has HTTP methods among its verbs ({string.Join(", ", methods)}), which match no request",
                $"write verbs: {RuleText.List(written.Rule.Verbs.Select(verb => VerbOf(verb) ?? verb).Distinct())}");
    }

    /// <summary>The verb of an HTTP method, however it is written; null for what is none.</summary>
    private static string? VerbOf(string word) => HttpVerb.Of(word.ToUpperInvariant()) is { Length: > 0 } verb ? verb : null;

    private static Problem? UnusedVerb(AnalysedRbac rbac, WrittenRule written)
    {
        var unused = written.Rule.Verbs.Intersect(["list", "watch", "deletecollection"]).ToList();
        return unused.Count > 0 && written.Rule.Resources.All(ProxyAccess.All.Contains)
            ? new($"{written.Role} grants {RuleText.Words(unused)} on {RuleText.Words(written.Rule.Resources)}, where no request has such a verb",
                $"write verbs: {RuleText.List(written.Rule.Verbs.Except(unused).DefaultIfEmpty("get"))}")
            : null;
    }

    private static Problem? NamelessWithNames(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.ResourceNames.Count > 0 && written.Rule.Resources.FirstOrDefault(IsTopLevel) is { } resource
        && written.Rule.Verbs.Intersect(["create", "deletecollection"]).ToList() is { Count: > 0 } dead
            ? new($"{written.Role} grants {RuleText.Words(dead)} on {resource} by resourceNames, which matches no request",
                $"leave {RuleText.Words(dead)} out of this rule")
            : null;

    private static Problem? ListWithNames(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.ResourceNames.Count > 0 && written.Rule.Resources.FirstOrDefault(IsTopLevel) is { } resource
        && written.Rule.Verbs.Intersect(["list", "watch"]).ToList() is { Count: > 0 } some
            ? new($"{written.Role} grants {RuleText.Words(some)} on {resource} by resourceNames, which only requests with fieldSelector=metadata.name=NAME match",
                $"leave {RuleText.Words(some)} out, or let the client select by name")
            : null;

    private static bool IsTopLevel(string resource) => resource != "*" && !resource.Contains('/', StringComparison.Ordinal);

    private static Problem? EmptyVerb(AnalysedRbac rbac, WrittenRule written) => written.Rule.Verbs.Count == 0 || written.Rule.Verbs.Contains("")
        ? new($"{written.Role} has {(written.Rule.Verbs.Count == 0 ? "no verb" : "an empty verb")} on {RuleText.Words(written.Rule.Resources)}",
            $"write verbs: {RuleText.List(rbac.IntendedRule(written.Grants).Verbs)}")
        : null;
}
