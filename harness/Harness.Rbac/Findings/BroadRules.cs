using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR1xx: rules that open more than they seem to.</summary>
internal static class BroadRules
{
    private const string All = "*";

    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfRules(
            new("HR101", Severity.High, "services/proxy without resourceNames",
                "A rule on services/proxy without resourceNames opens the proxy of every service in the namespace, including services "
                + "added later.",
                Docs.Rbac("referring-to-resources")),
            "Name the services, spelled as in the consumer's URLs.",
            MissingNames),
        Detector.OfRules(
            new("HR102", Severity.Critical, "Everything allowed",
                "Every verb on every resource of every group is what cluster-admin has; within its reach, nothing else in RBAC matters.",
                Docs.GoodPractices("least-privilege")),
            "List the groups, resources and verbs that are needed.",
            Everything),
        Detector.OfRules(
            new("HR103", Severity.High, "All resources of the core group",
                "resources: [\"*\"] includes every sub-resource: services/proxy, pods/proxy and pods/exec. It includes secrets as well.",
                Docs.GoodPractices("least-privilege")),
            "List the resources that are needed.",
            AllResources),
        Detector.OfRules(
            new("HR104", Severity.Medium, "All verbs",
                "verbs: [\"*\"] includes verbs that no list shows: the empty verb of unusual HTTP methods on a proxy, "
                + "escalate, bind and impersonate elsewhere, and verbs of later versions.",
                Docs.Verbs),
            "List the verbs: GET and HEAD are get, POST is create, PUT is update, PATCH is patch, DELETE is delete.",
            AllVerbs),
        Detector.OfRules(
            new("HR105", Severity.Medium, "All API groups",
                "apiGroups: [\"*\"] includes groups that are installed later, and every resource of the same name in them.",
                Docs.Rbac("referring-to-resources")),
            "Name the group. Services, pods and their proxies are in the core group, \"\".",
            AllGroups),
        Detector.OfRules(
            new("HR106", Severity.High, "*/proxy",
                "*/proxy opens pods/proxy as well as services/proxy, which bypasses services. With a ClusterRoleBinding it also opens "
                + "nodes/proxy, which allows exec in every pod.",
                Docs.Rbac("referring-to-resources")),
            "Write services/proxy.",
            AnyProxy),
    ];

    private static Problem? MissingNames(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule is { ResourceNames.Count: 0 } rule && rule.HasGroup("") && rule.Resources.Contains(ProxyAccess.Services)
        && ProxyAccess.VerbsOf(rule).Any() && !rbac.IsWithinPolicy(written)
            ? new($"{written.Role} opens the proxy of every service{written.Whereabouts}, not only of the intended ones",
                rbac.RemovalOf(written) is { } removal ? removal
                    : rbac.IntendedNames(written) is { } names
                    ? $"add to the rule: resourceNames: {RuleText.List(names)}"
                    : $"write {RuleText.Of(rbac.IntendedRules(written.Grants))}")
            : null;

    private static Problem? Everything(AnalysedRbac rbac, WrittenRule written) => IsEverything(written.Rule)
        ? new($"{written.Role} allows every verb on every resource of every group, like cluster-admin",
            rbac.RemovalOf(written)
            ?? $"write what is needed{rbac.Instead(written.Grants)}")
        : null;

    private static Problem? AllResources(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.Resources.Contains(All) && written.Rule.HasGroup("") && !IsEverything(written.Rule)
            ? new($"{written.Role} allows {RuleText.Words(
                written.Rule.Verbs)} on every resource of the core group, including proxies and secrets",
                rbac.RemovalOf(written)
                ?? $"list the resources{rbac.Instead(written.Grants)}")
            : null;

    private static Problem? AllVerbs(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule is var rule && rule.Verbs.Contains(All) && !IsEverything(rule) && !rbac.IsWithinPolicy(written)
            ? new($"{written.Role} allows every verb on {RuleText.Resources(
                rule)}, including unusual verbs and those of later versions",
                Verbs(rbac, written))
            : null;

    private static string Verbs(AnalysedRbac rbac, WrittenRule written) => !written.Rule.Resources.Contains(ProxyAccess.Services)
        ? "list the verbs that are needed"
        : rbac.IntendedVerbs(written) switch
        {
            _ when rbac.RemovalOf(written) is { } removal => removal,
            null => $"write {RuleText.Of(rbac.IntendedRules(written.Grants))}",
            var verbs when verbs.Contains(All) => "list the verbs that are needed",
            var verbs => $"list the verbs: verbs: {RuleText.List(verbs)}",
        };

    private static Problem? AllGroups(AnalysedRbac rbac, WrittenRule written) =>
        written.Rule.ApiGroups.Contains(All) && !IsEverything(written.Rule)
        ? new($"{written.Role} names {RuleText.Words(written.Rule.Resources.Select(one => one == All ? "every resource" : one))} in every "
            + "API group, including groups installed later",
            $"name the {(written.Rule.Resources.Any(ProxyAccess.All.Contains) ? "group: apiGroups: [\"\"]" : "intended groups")}")
        : null;

    private static Problem? AnyProxy(AnalysedRbac rbac, WrittenRule written)
    {
        if (!written.Rule.Resources.Contains("*/proxy") || !written.Rule.HasGroup("") || !ProxyAccess.VerbsOf(written.Rule).Any())
            return null;
        var others = written.Grants.Any(grant => grant.Binding.Namespace is null) ? "pods/proxy and nodes/proxy" : "pods/proxy";
        return new(
            $"{written.Role} opens {others} as well as services/proxy",
            rbac.RemovalOf(written) ?? $"write {RuleText.Of(rbac.IntendedRules(written.Grants))}");
    }

    private static bool IsEverything(RbacRule rule) =>
        rule.ApiGroups.Contains(All) && rule.Resources.Contains(All) && rule.Verbs.Contains(All);
}
