using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR3xx: subjects that stand for more than was intended, or for nobody.</summary>
internal static class Subjects
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        Detector.OfGrants(
            new("HR301", Severity.High, "Granted to a default service account",
                "Every pod that names no service account runs as the default one of its namespace, with its token: every such pod has the "
                + "grant.",
                Docs.Rbac("service-account-permissions")),
            "Create a service account for the consumer, and bind that.",
            (rbac, grant) => grant.Subject is { Kind: RbacSubjectKind.ServiceAccount, Name: "default" }
                ? Reaching(grant, $"every pod of namespace {grant.Subject.Namespace} that names no service account has it",
                    $"bind the consumer's own service account: {RuleText.BindingSubject(grant.Subject with { Name = "CONSUMER" })}")
                : null),
        OfGroup(
            new("HR302", Severity.High, "Granted to everybody with a credential",
                "system:authenticated is every user and every service account of the cluster.",
                Docs.Rbac("referring-to-subjects")),
            name => name == SubjectIdentity.Authenticated,
            "every user and every service account of the cluster has it"),
        OfGroup(
            new("HR303", Severity.High, "Granted to every service account of the cluster",
                $"{SubjectIdentity.AllAccounts} is every service account of every namespace, and so every pod.",
                Docs.Rbac("service-account-permissions")),
            name => name == SubjectIdentity.AllAccounts,
            "every pod of the cluster has it"),
        OfGroup(
            new("HR304", Severity.Medium, "Granted to every service account of a namespace",
                $"{SubjectIdentity.AccountsOf}NAMESPACE is every service account there, including the default one and those created "
                + "later, and so every pod.",
                Docs.Rbac("service-account-permissions")),
            name => name.StartsWith(SubjectIdentity.AccountsOf, StringComparison.Ordinal),
            "every pod of that namespace has it"),
        Detector.OfGrants(
            new("HR305", Severity.Critical, "Granted to anybody, without a credential",
                "system:unauthenticated and system:anonymous are anyone who can reach the API server, without a token.",
                Docs.Rbac("default-roles-and-role-bindings")),
            "Bind the consumer's own service account.",
            (rbac, grant) => grant.Subject is { Kind: RbacSubjectKind.Group, Name: SubjectIdentity.Unauthenticated }
                    or { Kind: RbacSubjectKind.User, Name: SubjectIdentity.Anonymous }
                && grant.Role.Rules.Where(rule => rule.Rule.Resources.Count > 0).ToList() is { Count: > 0 } rules
                ? DetectedProblem.In(grant, rules,
                    $"{grant.Subject} has {grant.Role.Role} {grant.Where}: anyone who reaches the API server has it, without a token", Own)
                : null),
        Misnamed(
            new("HR306", Severity.Info, "Service account named as a user",
                "A service account's user name stands for the account, but a search for kind: ServiceAccount does not find it, and the "
                + "grant outlives the account.",
                Docs.Rbac("referring-to-subjects")),
            "Write kind: ServiceAccount with namespace and name.",
            subject => subject.Kind == RbacSubjectKind.User && SubjectIdentity.AccountNamed(subject.Name) is { } account
                ? new($"names {account} as a user", $"write {RuleText.BindingSubject(account)}")
                : null),
        Misnamed(
            new("HR307", Severity.Low, "Subject of the wrong kind",
                "No user has the name of one of Kubernetes' own groups, and no group that of a service account or a user of its own: the "
                + "subject is nobody.",
                Docs.Rbac("referring-to-subjects")),
            "Write the kind that goes with the name.",
            subject => subject.Kind switch
            {
                RbacSubjectKind.Group when SubjectIdentity.AccountNamed(subject.Name) is { } account =>
                    new($"names {account} as a group, which nobody is in",
                        $"write {RuleText.BindingSubject(account)}"),
                RbacSubjectKind.Group when subject.Name == SubjectIdentity.Anonymous =>
                    new($"names the user {subject.Name} as a group, which nobody is in",
                        $"if the user is intended, write kind: User with name: {subject.Name}"),
                RbacSubjectKind.User when subject.Name != SubjectIdentity.Anonymous && SubjectIdentity.IsEverybody(subject) =>
                    new($"names the group {subject.Name} as a user, which is nobody",
                        $"if the group is intended, write kind: Group with name: {subject.Name}"),
                _ => null,
            }),
    ];

    private const string Own = "bind the consumer's own service account instead";

    private static Detector OfGroup(FindingRule kind, Predicate<string> isIt, string who) => Detector.OfGrants(
        kind,
        "Bind the consumer's own service account.",
        (rbac, grant) => grant.Subject.Kind == RbacSubjectKind.Group && isIt(grant.Subject.Name) ? Reaching(grant, who, Own) : null);

    private static DetectedProblem? Reaching(SubjectGrant grant, string who, string fix) =>
        grant.Role.Rules.Where(rule => SensitiveAccess.Is(rule.Rule)).ToList() is { Count: > 0 } rules
            ? DetectedProblem.In(grant, rules, $"{grant.Subject} has {grant.Role.Role} {grant.Where}: {who}", fix)
            : null;

    private static Detector Misnamed(FindingRule kind, string remedy, Func<RbacSubject, Problem?> judge) => new(
        kind,
        remedy,
        rbac => from binding in rbac.Bindings
                from subject in binding.Subjects
                let problem = judge(subject)
                where problem is not null
                let evidence = SubjectGrant.StepTo(binding, subject)
                select new DetectedProblem(binding.ToString(), $"{binding} {problem.Message}", [evidence], problem.Fix)
                {
                    Subject = subject,
                });
}
