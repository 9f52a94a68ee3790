using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR5xx: ways to more access than is written, or to somebody else's.</summary>
internal static class Escalation
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Of(
            new("HR501", Severity.Critical, "escalate",
                "The verb escalate on roles allows writing rules into a role that go beyond one's own permissions: services/proxy, and "
                + "everything else.",
                Docs.GoodPractices("escalate-verb")),
            SensitiveAccess.Escalating,
            "add any permission to a role that they hold"),
        Of(
            new("HR502", Severity.Critical, "bind",
                "The verb bind on roles allows binding roles that go beyond one's own permissions, to oneself or to anyone. Restricted "
                + "to roles that open nothing of what is looked at here, it is worth knowing only (Info).",
                Docs.GoodPractices("bind-verb")),
            SensitiveAccess.Binding,
            "bind those roles to themselves",
            (rbac, grant, written) => GainedAccess.IsOfHarmlessRoles(rbac, grant, written.Rule)),
        Of(
            new("HR503", Severity.Critical, "impersonate",
                "Impersonating users, groups or service accounts gives all their permissions. With groups and no resourceNames, that "
                + "includes system:masters. Since Kubernetes 1.35, impersonate:user-info and its like in group authentication.k8s.io allow "
                + "to act as them where a verb impersonate-on:… allows it.",
                Docs.GoodPractices("impersonate-verb")),
            SensitiveAccess.Impersonating,
            Impersonated),
        Of(
            new("HR504", Severity.High, "Tokens of service accounts",
                "create on serviceaccounts/token gives a token of the account, and with it everything that the account may call. An "
                + "account's token of its own gives it nothing (Info). Whoever can create Secrets and read one of them by name has "
                + "tokens, too: Kubernetes puts one into a Secret of type kubernetes.io/service-account-token. If only Secrets of some "
                + "names can be made, one of them must be absent (Medium).",
                Docs.GoodPractices("token-request")),
            SensitiveAccess.MintingTokens,
            "call as those accounts",
            (_, grant, written) => GainedAccess.IsOfItself(grant, written.Rule)).And(MadeTokens.In),
        Of(
            new("HR505", Severity.High, "Secrets",
                "get, list and watch all show the contents of Secrets, and so do update, patch, delete and deletecollection, whose answers "
                + "hold the whole Secret. It may hold a token of a service account; up to Kubernetes "
                + $"{KubernetesChanges.TokenSecretsAreNotAutomatic.LastBefore} they always do.",
                Docs.GoodPractices("listing-secrets")),
            SensitiveAccess.ReadingSecrets,
            Read),
        Of(
            new("HR506", Severity.Medium, "Bindings can be written",
                "Anyone who can write bindings can pass on every role that they hold themselves, bypassing the policy.",
                Docs.Rbac("privilege-escalation-prevention-and-bootstrapping")),
            SensitiveAccess.HandingOn,
            "pass on every role that they hold"),
    ];

    private static string Impersonated(IReadOnlyList<string> verbs) => verbs.Any(verb => verb is "impersonate" or "*")
        ? "have all their permissions"
        : "act as them, in all that a verb impersonate-on:… allows";

    private static string Read(IReadOnlyList<string> verbs) => verbs.Any(verb => verb is "get" or "list" or "watch" or "*")
        ? "read the tokens among them"
        : $"read the tokens among them: the answer to {RuleText.Words(verbs)} holds the whole Secret, even with dryRun=All";

    private static Detector Of(
        FindingRule kind,
        IReadOnlyList<SensitiveAccess> access,
        string consequence,
        Func<AnalysedRbac, SubjectGrant, WrittenRule, bool>? isHarmless = null) => Of(kind, access, _ => consequence, isHarmless);

    private static Detector Of(
        FindingRule kind,
        IReadOnlyList<SensitiveAccess> access,
        Func<IReadOnlyList<string>, string> consequence,
        Func<AnalysedRbac, SubjectGrant, WrittenRule, bool>? isHarmless = null) => Detector.OfRules(
        kind,
        "Remove the verb, or restrict the rule to the intended objects by resourceNames; list administrators in the policy under ignore.",
        (rbac, written) =>
        {
            // By name, since wildcards are findings of their own.
            var named = access.Where(one => one.IsNamedBy(written.Rule)).ToList();
            if (named.Count == 0)
                return null;
            var holders = written.Grants.Select(grant => (Grant: grant, Open: OpenBy(rbac, grant, written, named)))
                .Where(one => one.Open.Count > 0).ToList();
            if (holders.Count == 0)
                return null;
            var (who, open) = (RuleText.Words(holders.Select(one => one.Grant.Subject.ToString())), holders[0].Open);
            var (verbs, resources) = (RuleText.Words(open.SelectMany(one => one.Verbs)), RuleText.Words(open.Select(one => one.Resource)));
            var names = written.Rule.ResourceNames.Count == 0 ? "" : $" {RuleText.Quoted(written.Rule.ResourceNames)}";
            var may = $"{who} may {UnlistedAccess.Text(open, names + written.Whereabouts, names)}";
            return isHarmless is not null && holders.TrueForAll(one => isHarmless(rbac, one.Grant, written))
                ? new($"{may}, which gives nothing that matters here", "nothing, as long as it stays so") { Severity = Severity.Info }
                : new($"{may}, and so can {consequence([.. open.SelectMany(one => one.Verbs).Distinct()])}",
                    $"remove {verbs} on {resources} from {written.Role}");
        });

    /// <summary>
    /// What a rule gives of it where the grant holds; of secrets only without resourceNames, since reading one named secret is intended.
    /// </summary>
    private static List<UnlistedAccess> OpenBy(
        AnalysedRbac rbac, SubjectGrant grant, WrittenRule written, IReadOnlyList<SensitiveAccess> access) =>
        [.. UnlistedAccess.Of(rbac, grant, [.. access.Where(one => grant.Binding.Namespace is null || one.HoldsInNamespace)])
            .Where(one => ReferenceEquals(one.Rule.Rule, written.Rule)
                && (one.Resource != "secrets" || written.Rule.HasNoName()))];
}
