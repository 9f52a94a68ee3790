using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR61x: bindings of what is not there.</summary>
internal static class DanglingBindings
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        new(
            new("HR611", Severity.Low, "Role that is not there",
                "A binding to a role that does not exist grants nothing today, and whatever the role will say to whoever is bound once somebody makes it.",
                Docs.Rbac("rolebinding-and-clusterrolebinding")),
            "Create the role, or write the name of the one that is meant.",
            MissingRoles),
        new(
            new("HR612", Severity.Low, "Service account that is not there",
                "A grant to a service account that does not exist is whoever's who may create one of that name.",
                Docs.Rbac("referring-to-subjects")),
            "Create the service account, or write the name and namespace of the one that is meant.",
            MissingAccounts),
    ];

    private static IEnumerable<DetectedProblem> MissingRoles(AnalysedRbac rbac)
    {
        var there = rbac.Snapshot.Roles.Select(role => (role.Namespace, role.Name)).ToHashSet();
        return from binding in rbac.Bindings
               where binding.Subjects.Count > 0
               let ns = binding.RoleKind == "Role" ? binding.Namespace : null
               where !there.Contains((ns, binding.RoleName))
               let role = new RbacRole(ns, binding.RoleName, [])
               where !KubernetesOwn.IsDefault(role)
               select new DetectedProblem(
                   binding.ToString(),
                   $"{binding} binds {role}, which is not in {rbac.Snapshot.Origin}",
                   [new(binding.ToString(), binding.Location)],
                   $"create {role}, or write the roleRef of the role that is meant");
    }

    private static IEnumerable<DetectedProblem> MissingAccounts(AnalysedRbac rbac)
    {
        if (rbac.Snapshot.ServiceAccounts is not { } known)
            return [];
        var there = known.Select(account => (account.Namespace, account.Name)).ToHashSet();
        bool IsMissing(RbacSubject subject) => subject is { Kind: RbacSubjectKind.ServiceAccount, Namespace: { } ns, Name: not "default" }
            && !there.Contains((ns, subject.Name));
        var bound = from binding in rbac.Bindings
                    from subject in binding.Subjects
                    let who = SubjectIdentity.Of(subject, binding)
                    where IsMissing(who)
                    select (On: binding.ToString(), Who: who, Step: new EvidenceStep($"{binding} to {who}", who.Location ?? binding.Location));
        var consumers = from consumer in rbac.Policy?.Consumers ?? []
                        where IsMissing(consumer.Subject)
                        select (On: $"consumer {consumer.Name}", Who: consumer.Subject,
                            Step: new EvidenceStep($"consumer {consumer.Name} is {consumer.Subject}", consumer.Subject.Location ?? consumer.Location));
        return bound.Concat(consumers).Select(one => new DetectedProblem(
            one.On,
            $"{one.On} names {one.Who}, which is not in {rbac.Snapshot.Origin}",
            [one.Step],
            $"create ServiceAccount {one.Who.Namespace}/{one.Who.Name}, or write the one that is meant")
        {
            Subject = one.Who,
        });
    }
}
