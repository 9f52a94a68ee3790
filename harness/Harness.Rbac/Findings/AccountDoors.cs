using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;

namespace Harness.Rbac.Findings;

/// <summary>HR52x: ways to become an account where it lives, in the policy's scope or out of it.</summary>
internal static class AccountDoors
{
    private const string System = ListedAccounts.KubeSystem;
    private static readonly SensitiveAccess[] OfAccounts =
        [.. SensitiveAccess.MintingTokens, .. SensitiveAccess.Impersonating.Where(one => one.HoldsInNamespace)];

    private static readonly SensitiveAccess[] OfPods =
        [.. SensitiveAccess.Backends, .. SensitiveAccess.PodDoors.Where(one => one.Resource != "pods/portforward")];

    private static readonly SensitiveAccess[] OfRoles = [.. SensitiveAccess.Escalating, .. SensitiveAccess.Binding];

    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        new(
            new("HR521", Severity.High, "An account of the policy can be used where it lives",
                "An account that the policy lists has its access wherever it is used from. Whoever can make its tokens, impersonate it, or "
                + "run or enter pods in its namespace has that access too, and so has whoever can make a Secret there and read it. Who can "
                + "only read Secrets has it if a token is among them (Medium).",
                Docs.GoodPractices("workload-creation")),
            "Remove the subject from the binding, or list it in the policy under ignore, with the reason.",
            rbac => rbac.Listed.Namespaces.Where(ns => ns != System).SelectMany(ns => In(rbac, ns))),
        new(
            new("HR522", Severity.Critical, "Accounts of kube-system can be used",
                "In kube-system live the accounts of Kubernetes' own controllers, one of which may write any role, and pods that run as "
                + "root on the nodes. Whoever can use one of them controls the cluster. Who can only read Secrets there, or is restricted "
                + "to some objects by resourceNames, may gain less (High).",
                Docs.GoodPractices("workload-creation")),
            "Remove the subject from the binding, or list it in the policy under ignore, with the reason.",
            rbac => rbac.Policy is null ? [] : In(rbac, System)),
    ];

    /// <summary>One for each binding, however many subjects and ways it has.</summary>
    private static IEnumerable<DetectedProblem> In(AnalysedRbac rbac, string ns) =>
        from grant in rbac.GrantsOf(ns)
        let ways = WaysOf(rbac, grant, ns)
        where ways.Count > 0
        group (Grant: grant, Ways: ways) by grant.Binding into same
        select Problem(rbac, ns, [.. same.Select(one => one.Grant)], same.First().Ways);

    private static DetectedProblem Problem(AnalysedRbac rbac, string ns, List<SubjectGrant> holders, List<UnlistedAccess> ways)
    {
        var (first, subjects) = (holders[0], holders.ConvertAll(holder => holder.Subject));
        var who = RuleText.Words(subjects.Select(subject => subject.ToString()));
        var accounts = ns == System
            ? "accounts of kube-system"
            : RuleText.Words(subjects.SelectMany(subject => rbac.Listed.GainedBy(subject, ns, [])).Select(one => one.ToString()));
        var consequence = ways.TrueForAll(OnlyReads) ? "read the tokens among them" : $"act as {accounts}";
        return DetectedProblem.In(first, ways.Select(way => way.Rule).Distinct(),
            $"{who} may {UnlistedAccess.Text(ways)} {first.Where}, and so can {consequence}",
            $"remove {who} from {first.Binding}{rbac.OrIgnore(subjects)}") with
        {
            Subject = subjects.Count == 1 ? subjects[0] : null,
            Severity = SeverityOf(ns, ways),
        };
    }

    private static Severity? SeverityOf(string ns, List<UnlistedAccess> ways) => ns == System
        ? ways.TrueForAll(way => OnlyReads(way) || way.Rule.Rule.ResourceNames.Count > 0) ? Severity.High : null
        : ways.TrueForAll(OnlyReads) ? Severity.Medium : null;

    /// <summary>Of Secrets; with making them, it is whichever account a Secret names (<see cref="MadeTokens"/>).</summary>
    private static bool OnlyReads(UnlistedAccess way) => way.Resource == "secrets" && !way.Verbs.Contains("create");

    /// <summary>
    /// What leads to somebody else's account. In the scope it is a finding of its own (HR405, HR406, HR50x), but pods of kube-system are
    /// worth more than those say.
    /// </summary>
    private static List<UnlistedAccess> WaysOf(AnalysedRbac rbac, SubjectGrant grant, string ns)
    {
        bool Gains(IReadOnlyList<string> names) => ns == System
            ? names.Count == 0 || grant.Subject.Namespace != ns || names.Any(name => name != grant.Subject.Name)
            : rbac.Listed.GainedBy(grant.Subject, ns, names).Any();
        var isInScope = rbac.IsInScope(ns);
        if (!Gains([]) || (isInScope && ns != System))
            return [];
        var inPods = UnlistedAccess.Of(rbac, grant, OfPods).Where(one => one.Resource != "pods/status");
        return isInScope ? [.. inPods] :
        [
            .. UnlistedAccess.Of(rbac, grant, OfAccounts).Where(one => Gains(one.Rule.Rule.ResourceNames)),
            .. inPods,
            .. UnlistedAccess.Of(rbac, grant, SensitiveAccess.ReadingSecrets).Where(one => one.Rule.Rule.HasNoName()),
            .. MadeTokens.WaysOf(rbac, grant, ns),
            .. UnlistedAccess.Of(rbac, grant, OfRoles).Where(one => !GainedAccess.IsOfHarmlessRoles(rbac, grant, one.Rule.Rule)),
        ];
    }
}
