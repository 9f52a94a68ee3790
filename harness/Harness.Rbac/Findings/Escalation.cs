using Harness.Rbac.Analysis;

namespace Harness.Rbac.Findings;

/// <summary>HR5xx: ways to more access than is written, or to somebody else's.</summary>
internal static class Escalation
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Of(
            new("HR501", Severity.Critical, "escalate",
                "The verb escalate on roles lets its holder write rules into a role that go beyond what he has: services/proxy, and everything else.",
                Docs.GoodPractices("escalate-verb")),
            SensitiveAccess.Escalating,
            "give himself, by a role he holds, whatever he likes"),
        Of(
            new("HR502", Severity.Critical, "bind",
                "The verb bind on roles lets its holder bind roles that go beyond what he has, to himself or to anybody.",
                Docs.GoodPractices("bind-verb")),
            SensitiveAccess.Binding,
            "bind those roles to himself"),
        Of(
            new("HR503", Severity.Critical, "impersonate",
                "Whoever impersonates users, groups or service accounts has what they have; with groups without names that is system:masters.",
                Docs.GoodPractices("impersonate-verb")),
            SensitiveAccess.Impersonating,
            "have whatever they have"),
        Of(
            new("HR504", Severity.High, "Tokens of service accounts",
                "create on serviceaccounts/token gives a token of the account, and with it all that the account may call.",
                Docs.GoodPractices("token-request")),
            SensitiveAccess.MintingTokens,
            "call as those accounts"),
        Of(
            new("HR505", Severity.High, "Secrets",
                "get, list and watch all show a Secret's contents; among them are tokens of service accounts, always up to Kubernetes 1.23.",
                Docs.GoodPractices("listing-secrets")),
            SensitiveAccess.ReadingSecrets,
            "read the tokens among them"),
        Of(
            new("HR506", Severity.Medium, "Bindings can be written",
                "Whoever writes bindings can hand on every role that he holds himself, past the policy.",
                Docs.Rbac("privilege-escalation-prevention-and-bootstrapping")),
            SensitiveAccess.HandingOn,
            "hand on every role he holds"),
    ];

    private static Detector Of(FindingRule kind, IReadOnlyList<SensitiveAccess> access, string consequence) => Detector.OfRules(
        kind,
        "Remove the verb, or restrict the rule by resourceNames to what is meant; list administrators in the policy under ignore.",
        (rbac, written) =>
        {
            var holders = written.Grants.Select(grant => (grant.Subject, Open: OpenBy(rbac, grant, written, access)))
                .Where(one => one.Open.Count > 0).ToList();
            if (holders.Count == 0)
                return null;
            var (who, open) = (RuleText.Words(holders.Select(one => one.Subject.ToString())), holders[0].Open);
            var (verbs, resources) = (RuleText.Words(open.SelectMany(one => one.Verbs)), RuleText.Words(open.Select(one => one.Resource)));
            return new($"{who} may {UnlistedAccess.Text(open)}{written.Whereabouts}, and so {consequence}", $"remove {verbs} on {resources} from {written.Role}");
        });

    /// <summary>What a rule gives of it: named, since wildcards are findings of their own, and without names where reading one named secret is meant.</summary>
    private static List<UnlistedAccess> OpenBy(AnalysedRbac rbac, SubjectGrant grant, WrittenRule written, IReadOnlyList<SensitiveAccess> access) =>
        [.. UnlistedAccess.Of(rbac, grant, [.. access.Where(one => one.IsNamedBy(written.Rule))])
            .Where(one => ReferenceEquals(one.Rule.Rule, written.Rule) && (one.Resource != "secrets" || written.Rule.ResourceNames.Count == 0))];
}
