using Harness.Rbac.Analysis;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>HR61x: bindings of roles or service accounts that do not exist.</summary>
internal static class DanglingBindings
{
    /// <summary>How each is found.</summary>
    public static IReadOnlyList<Detector> Detectors { get; } =
    [
        new(
            new("HR611", Severity.Low, "Role that is not there",
                "A binding to a role that does not exist grants nothing today. As soon as somebody creates the role, its subjects have "
                + "whatever it allows.",
                Docs.Rbac("rolebinding-and-clusterrolebinding")),
            "Create the role, or write the name of the intended one.",
            MissingRoles),
        new(
            new("HR612", Severity.Low, "Service account that is not there",
                "A grant to a service account that does not exist goes to anyone who can create an account of that name.",
                Docs.Rbac("referring-to-subjects")),
            "Create the service account, or write the name and namespace of the intended one.",
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
               select new DetectedProblem(
                   binding.ToString(),
                   $"{binding} binds {role}, which is not in {rbac.Snapshot.Origin}",
                   [new(binding.ToString(), binding.Location)],
                   $"{MeantRole(rbac, role)}{Supply(rbac, role)}, or write the intended role into roleRef")
               {
                   Missing = role.ToString(),
               };
    }

    private static string MeantRole(AnalysedRbac rbac, RbacRole missing) =>
        Nearest.Misspelt(missing.Name, rbac.Snapshot.Roles.Where(role => role.Namespace == missing.Namespace).Select(role => role.Name))
            is { } near ? $"did you mean {new RbacRole(missing.Namespace, near, [])}? If not, " : "";

    /// <summary>Manifests may leave the role to another package, or to the cluster.</summary>
    private static string Supply(AnalysedRbac rbac, RbacRole role) => rbac.Snapshot.KubernetesVersion is null
        ? $"create {role}"
        : $"give the manifests that have {role} with another --manifests, or take it from the cluster with --with-live";

    private static IEnumerable<DetectedProblem> MissingAccounts(AnalysedRbac rbac)
    {
        if (rbac.Snapshot.ServiceAccounts is not { } known)
            return [];
        var there = known.Concat(AccountsOfKubernetes(rbac)).Select(SubjectIdentity.Key).ToHashSet();
        var elsewhere = known.ToLookup(account => account.Name);
        bool IsMissing(RbacSubject subject) => subject is { Kind: RbacSubjectKind.ServiceAccount, Namespace: not null, Name: not "default" }
            && !there.Contains(SubjectIdentity.Key(subject));
        var bound = from binding in rbac.Bindings
                    from subject in binding.Subjects
                    let who = SubjectIdentity.Of(subject, binding)
                    where IsMissing(who) && !rbac.Own.Names(binding, who) // its controllers make theirs when they need them
                    select (On: binding.ToString(), Who: who, Step: SubjectGrant.StepTo(binding, who));
        var consumers = from consumer in rbac.Policy?.Consumers ?? []
                        where IsMissing(consumer.Subject)
                        let step = $"consumer {consumer.Name} is {consumer.Subject}"
                        select (On: $"consumer {consumer.Name}", Who: consumer.Subject,
                            Step: new EvidenceStep(step, consumer.Subject.Location ?? consumer.Location));
        return bound.Concat(consumers).Select(one => new DetectedProblem(
            one.On,
            $"{one.On} names {one.Who}, which is not in {rbac.Snapshot.Origin}",
            [one.Step],
            Make(rbac, one.Who, elsewhere[one.Who.Name].FirstOrDefault()))
        {
            Subject = one.Who,
            Missing = elsewhere.Contains(one.Who.Name)
                ? $"service accounts of namespace {one.Who.Namespace}"
                : $"ServiceAccount {one.Who.Namespace}/{one.Who.Name}",
        });
    }

    /// <summary>Manifests without namespaces are meant for the one that kubectl apply is told.</summary>
    private static string Make(AnalysedRbac rbac, RbacSubject who, RbacSubject? elsewhere)
    {
        var near = Nearest.Misspelt(who.Name,
            rbac.Snapshot.ServiceAccounts!.Where(one => one.Namespace == who.Namespace).Select(one => one.Name));
        if (near is not null)
            return $"did you mean {who.Namespace}/{near}? If not, create ServiceAccount {who.Namespace}/{who.Name}";
        var create = $"create ServiceAccount {who.Namespace}/{who.Name}, or write the intended one";
        return rbac.Snapshot.KubernetesVersion is null || elsewhere is null
            ? create
            : $"{create} ({elsewhere.Namespace}/{elsewhere.Name} is there; if its manifest names no namespace, give --namespace "
                + $"{who.Namespace})";
    }

    /// <summary>Those that the controllers run as, which Kubernetes makes by itself: files refer to them without having them.</summary>
    private static IEnumerable<RbacSubject> AccountsOfKubernetes(AnalysedRbac rbac) =>
        (rbac.Snapshot.KubernetesVersion is { } version ? BootstrapObjects.Of(version).Bindings : [])
        .SelectMany(binding => binding.Subjects).Where(subject => subject.Kind == RbacSubjectKind.ServiceAccount);
}
