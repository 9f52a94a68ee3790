using CsCheck;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;
using Harness.Scenarios.Rbac;
using Harness.Tests.Rbac.Evaluation;

namespace Harness.Tests.Rbac.Findings;

/// <summary>
/// "Beyond the policy" works by rules; here it is held against questions, one by one, to the authorizer as it is documented and to the
/// policy as it is written.
/// </summary>
internal sealed class ClosedWorldTests
{
    private static readonly Gen<RandomGraph> Graphs = RandomGraph.Of("g", ["shop", "bank"], cells: 1);
    private static readonly SourceLocation Here = new("policy.yaml", 1);

    private static readonly AccessPolicy Policy = new(
        "shop",
        ["shop"],
        [
            Consumer(new RbacSubject(RbacSubjectKind.User, "g-user0"), Proxy(
                "services/proxy", ["hello-app", "hello-app:8080"], ["get", "create"])),
            Consumer(new RbacSubject(RbacSubjectKind.ServiceAccount, "g-account0", "shop"), Proxy("services/proxy", [], ["get"])),
            Consumer(new RbacSubject(RbacSubjectKind.Group, "g-group0"), Proxy("pods/proxy", ["other"], ["*"]), Proxy(
                "nodes/proxy", [], ["get"])),
            Consumer(new RbacSubject(RbacSubjectKind.Group, "system:serviceaccounts:shop"), Proxy("pods/proxy", [], ["get", "create"])),
        ],
        [new PolicyIgnore(new RbacSubject(RbacSubjectKind.Group, "g-group3"), "they may", Here)])
    {
        Location = Here,
    };

    // A name that no rule, no policy and no list has: "every name" includes it.
    private static readonly AccessQuestion[] Questions =
    [
        .. from resource in new[] { "services/proxy", "pods/proxy", "nodes/proxy" }
           from name in new[] { "hello-app", "hello-app:8080", "http:hello-app:8080", "other", "not-yet-there" }
           from verb in new[] { "get", "create", "update", "patch", "delete", "" }
           select new AccessQuestion(resource == "nodes/proxy" ? "" : "shop", "", resource, name, verb),
    ];

    [Test]
    public void Whoever_can_use_a_proxy_beyond_the_policy_is_found_and_nobody_else_is()
    {
        var (open, closed) = (0, 0);
        Graphs.Sample(
            graph =>
            {
                var authorizer = new NaiveAuthorizer(graph.Snapshot);
                var found = RbacAnalysis.Analyse(new IndexedRbac(graph.Snapshot), Policy, default)
                    .Where(finding => finding.Rule.Id == "HR701").ToList();
                foreach (var subject in graph.Snapshot.Bindings.SelectMany(binding => binding.Subjects).Select(Asked))
                {
                    var beyond = Questions.Where(question => authorizer.Allows(subject, question) && !MayBy(subject, question)).ToList();
                    found.Any(finding => IsAbout(finding, subject)).ShouldBe(beyond.Count > 0, $"{subject}: {string.Join(", ", beyond)}");
                    Interlocked.Increment(ref beyond.Count > 0 ? ref open : ref closed);
                }
            },
            iter: 500);

        // Not a test that passes because one of the two never happens.
        ((double)open / (open + closed)).ShouldBeInRange(0.1, 0.9);
    }

    /// <summary>With all groups, a service account's also where it is named as a user.</summary>
    private static AccessSubject Asked(RbacSubject subject) =>
        subject.Kind == RbacSubjectKind.User ? AccessSubject.Parse(subject.Name) : subject.ToAccessSubject();

    private static bool MayBy(AccessSubject subject, AccessQuestion question) =>
        subject.Groups.Contains("g-group3")
            || Policy.Consumers.Any(consumer => Is(consumer.Subject, subject) && consumer.Allow.Any(allowance =>
            allowance.Resource == question.Resource && (allowance.Names.Count == 0 || allowance.Names.Contains(question.Name))
            && (allowance.Verbs.Contains(question.Verb) || allowance.Verbs.Contains("*"))));

    /// <summary>What a finding says of a group is true of its members.</summary>
    private static bool IsAbout(Finding finding, AccessSubject subject) => Is(finding.Subject!, subject);

    private static bool Is(RbacSubject one, AccessSubject subject) =>
        one.Kind == RbacSubjectKind.Group ? subject.Groups.Contains(one.Name) : one.ToAccessSubject().User == subject.User;

    private static PolicyConsumer Consumer(RbacSubject subject, params PolicyAllowance[] allow) => new(subject.Name, subject, allow, Here);

    private static PolicyAllowance Proxy(string resource, string[] names, string[] verbs) =>
        new("", resource, names, verbs, Here) { Namespaces = ["shop"] };
}
