using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>
/// HR504 by two permissions that look harmless: a Secret is made in the name of an account, and read once Kubernetes has put the account's
/// token into it. Source: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
/// </summary>
internal static class MadeTokens
{
    private const string Secrets = "secrets";

    /// <summary>One for each grant that lets somebody make Secrets who can read any.</summary>
    public static IEnumerable<DetectedProblem> In(AnalysedRbac rbac) =>
        from pair in HeldHalf.Pairs(Held(rbac, IsMaking), Held(rbac, IsReading), Meet)
        select Problem(rbac, pair.First, pair.Second);

    /// <summary>How a grant of one namespace lets its subject make Secrets there; nothing where it may read none of them.</summary>
    public static IEnumerable<UnlistedAccess> WaysOf(AnalysedRbac rbac, SubjectGrant grant, string ns)
    {
        var making = UnlistedAccess.Of(rbac, grant, [new("", Secrets, ["create"])])
            .Where(one => IsMaking(one.Rule.Rule).Count > 0).ToList();
        var key = SubjectIdentity.Key(grant.Subject);
        return making.Count > 0 && rbac.GrantsOf(ns).Any(other => SubjectIdentity.Key(other.Subject) == key && other.Role.Rules
            .Any(rule => rule.Rule.HasGroup("") && rule.Rule.HasResource(Secrets) && IsReading(rule.Rule).Count > 0))
            ? making
            : [];
    }

    private static DetectedProblem Problem(AnalysedRbac rbac, HeldHalf maker, HeldHalf reader)
    {
        var who = HeldHalf.WhoHas(maker, reader);
        var found = DetectedProblem.In(maker.Grant, [maker.Rule],
            $"{who} may create {maker.Of(Secrets)} {maker.Grant.Where} and {RuleText.Words(reader.Verbs)} {reader.Of(Secrets)}, "
            + "and so can make a Secret for any service account there and read the token that Kubernetes puts into it",
            $"remove create on secrets from {maker.Rule.From ?? maker.Grant.Role.Role}{rbac.OrIgnore(who)}");
        return found with
        {
            Subject = who,
            Evidence = [.. found.Evidence, .. reader.Grant.Evidence([reader.Rule]).Except(found.Evidence)],
            At = maker.Rule.Rule.Location,
            Severity = maker.Rule.Rule.HasNoName() ? null : Severity.Medium,
        };
    }

    private static List<HeldHalf> Held(AnalysedRbac rbac, Func<RbacRule, IReadOnlyList<string>> verbsOf) =>
    [
        .. from grant in rbac.Grants
           from rule in grant.Role.Rules
           where rule.Rule.HasGroup("") && rule.Rule.Resources.Contains(Secrets)
           let verbs = verbsOf(rule.Rule)
           where verbs.Count > 0
           let isAllowed = UnlistedAccess.Of(rbac, grant, [new("", Secrets, verbs)]).All(one => !ReferenceEquals(one.Rule, rule))
           // Unnamed Secrets that may not be read are HR505.
           where isAllowed || !rule.Rule.HasNoName() || verbs[0] == "create"
           select new HeldHalf(grant, rule, verbs, isAllowed),
    ];

    /// <summary>With a name in the rule, only a server-side apply creates: that asks for create and patch, both by name.</summary>
    private static IReadOnlyList<string> IsMaking(RbacRule rule) =>
        rule.HasVerb("create") && (rule.HasNoName() || rule.HasVerb("patch")) ? ["create"] : [];

    private static IReadOnlyList<string> IsReading(RbacRule rule) => [.. SensitiveAccess.ReadingSecrets[0].VerbsOf(rule)];

    private static bool Meet(HeldHalf maker, HeldHalf reader) => maker.Rule.Rule.HasNoName()
        || maker.Names.Any(name => reader.Names.Count == 0 || reader.Names.Contains(name));
}
