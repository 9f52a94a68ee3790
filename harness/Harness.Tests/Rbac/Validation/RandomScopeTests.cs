using CsCheck;
using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Scenarios.Rbac;
using Harness.Tests.Rbac.Evaluation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>
/// The closed world asks by rules; here it is held against every question that a few words make, one by one, to the authorizer as it is
/// documented and to the policy as it is written. Among the words are some that no rule, no policy and no list has.
/// </summary>
internal sealed class RandomScopeTests
{
    private static readonly Gen<RandomGraph> Graphs = RandomGraph.Of("g", ["shop", "bank"], cells: 1);
    private static readonly SourceLocation Here = new("policy.yaml", 1);
    private static readonly string[] Own = ["", "apps", "batch"];

    private static readonly PolicyScope[] Scopes =
    [
        new(PolicyWorld.Closed, [Judged("pods/log")]),
        new(PolicyWorld.Closed, [Judged("services", "get"), Judged("pods", "create", "delete")]),
        new(PolicyWorld.Closed, [new ScopeResource("apps", "deployments/scale", []), Judged("pods/proxy", "get")]),
        new(PolicyWorld.Closed, [Judged("nodes", "get"), Judged("services/status")]),
        new(PolicyWorld.Closed, [new ScopeResource("*", "*", [])]),
        new(PolicyWorld.Closed, [new ScopeResource("*", "*", ["delete"]), Judged("services/proxy")]),
        PolicyScope.Proxies,
        PolicyScope.Open,
    ];

    private static readonly AccessQuestion[] Questions = [.. AllQuestions()];

    private static IEnumerable<TestCaseData> NamedScopes => Scopes.Select(scope => new TestCaseData(scope)
        .SetArgDisplayNames($"{scope.World} {string.Join(", ", scope.Resources)}"));

    [TestCaseSource(nameof(NamedScopes))]
    public void Whoever_can_do_what_is_judged_and_not_allowed_is_found_and_nobody_else_is(PolicyScope scope)
    {
        var policy = Policy(scope);
        var (found, clean) = (0, 0);
        Graphs.Sample(
            graph =>
            {
                var authorizer = new NaiveAuthorizer(graph.Snapshot);
                var open = OpenCells(policy, graph.Snapshot);
                foreach (var subject in graph.Snapshot.Bindings.SelectMany(binding => binding.Subjects).Select(Asked))
                {
                    var wrong = Questions.Where(question => IsForbidden(policy, subject, question) && authorizer.Allows(subject, question));
                    var first = wrong.FirstOrDefault();
                    var cell = open.FirstOrDefault(one => Is(one.Subject, subject));
                    (cell is not null).ShouldBe(first is not null, $"{scope.World} {string.Join(", ", scope.Resources)}, {subject}: "
                        + $"{first?.ToString() ?? "nothing is wrong"}; open: {cell}");
                    Interlocked.Increment(ref first is null ? ref clean : ref found);
                }
            },
            iter: 200);

        // Not a test that passes because one of the two never happens.
        ((double)found / (found + clean)).ShouldBeInRange(0.02, 0.98);
    }

    private static List<AccessCell> OpenCells(AccessPolicy policy, RbacSnapshot snapshot)
    {
        var rbac = new IndexedRbac(snapshot);
        var cells = CellPlan.Of(policy, AnalysedRbac.For(policy, rbac));
        return [.. cells.Where(cell => !cell.IsAllowed && rbac.Evaluator.Decide(cell.Subject.ToAccessSubject(), cell.Question).Allowed)];
    }

    /// <summary>What the policy says, read as a person would.</summary>
    private static bool IsForbidden(AccessPolicy policy, AccessSubject subject, AccessQuestion question)
    {
        if (policy.Consumers.Any(consumer => Is(consumer.Subject, subject) && consumer.Deny.Any(entry => IsAbout(entry, question))))
            return true;
        return IsInScope(policy.Scope, question)
            && !policy.Consumers.Any(consumer => Is(consumer.Subject, subject) && consumer.Allow.Any(entry => IsAbout(entry, question)));
    }

    private static bool IsInScope(PolicyScope scope, AccessQuestion question) => scope.World == PolicyWorld.Closed
        && scope.Resources.Any(one => (one.Verbs.Count == 0 || one.Verbs.Contains(question.Verb))
            && (one.Resource == "*"
                ? question.Namespace == "shop" || question.Resource == "nodes/proxy"
                : one.ApiGroup == question.ApiGroup && one.Resource == question.Resource));

    private static bool IsAbout(PolicyAllowance entry, AccessQuestion question) =>
        entry.ApiGroup == question.ApiGroup && entry.Resource == question.Resource
        && (entry.Names.Count == 0 || entry.Names.Contains(question.Name))
        && (entry.Verbs.Contains("*") || entry.Verbs.Contains(question.Verb));

    private static AccessPolicy Policy(PolicyScope scope) => new(
        "shop",
        ["shop"],
        [
            Consumer(
                new(RbacSubjectKind.User, "g-user0"),
                [Entry("", "pods/log", [], "get", "list"), Entry("", "services", ["other"], "*")], []),
            Consumer(
                new(RbacSubjectKind.ServiceAccount, "g-account0", "shop"),
                [Entry("apps", "deployments/scale", [], "*")], [Entry("", "pods", [], "get", "delete")]),
            Consumer(
                new(RbacSubjectKind.Group, "g-group0"),
                [Entry("", "pods", [], "*"), Entry("", "services/status", [], "update")], [Entry("", "services", ["hello-app"], "*")]),
            Consumer(new(RbacSubjectKind.Group, "system:serviceaccounts:bank"), [], [Entry("", "pods/log", [], "*")]),
        ],
        [])
    {
        Scope = scope,
        Location = Here,
    };

    /// <summary>Every question that a request can be about: what a group of Kubernetes' own does not have is none.</summary>
    private static IEnumerable<AccessQuestion> AllQuestions()
    {
        string[] proxies = ["services/proxy", "pods/proxy", "nodes/proxy"], methods = ["get", "create", "update", "patch", "delete", ""];
        string[] core = ["services", "services/status", "pods", "pods/log", "nodes", "secrets", .. proxies];
        string[] anywhere = ["proxy", "gadgets", "gadgets/proxy", "gadgets/log", "gadgets/scale"];
        string[] verbs = ["get", "list", "create", "update", "delete", "proxy", "ponder"];
        return from api in (string[])[.. Own, "example.com"]
               from resource in (string[])[.. core, "deployments/scale", .. anywhere]
               let isCore = core.Contains(resource)
               where isCore ? api is "" or "example.com" : resource != "deployments/scale" || api is "apps" or "example.com"
               let isProxy = api.Length == 0 && proxies.Contains(resource)
               from name in isProxy
                   ? ["hello-app", "hello-app:8080", "http:hello-app:8080", "other", "not-yet-there"]
                   : (string[])["", "hello-app", "hello-app:8080", "http:hello-app:8080", "other", "*", "not-yet-there"]
               from verb in isProxy ? methods : verbs
               let isNode = api.Length == 0 && (resource is "nodes" or "nodes/proxy")
               select new AccessQuestion(isNode ? "" : "shop", api, resource, name, verb);
    }

    /// <summary>With all groups, a service account's also where it is named as a user.</summary>
    private static AccessSubject Asked(RbacSubject subject) =>
        subject.Kind == RbacSubjectKind.User ? AccessSubject.Parse(subject.Name) : subject.ToAccessSubject();

    private static bool Is(RbacSubject one, AccessSubject subject) =>
        one.Kind == RbacSubjectKind.Group ? subject.Groups.Contains(one.Name) : one.ToAccessSubject().User == subject.User;

    private static ScopeResource Judged(string resource, params string[] verbs) => new("", resource, verbs);

    private static PolicyConsumer Consumer(RbacSubject subject, PolicyAllowance[] allow, PolicyAllowance[] deny) =>
        new(subject.Name, subject, allow, Here) { Deny = deny };

    private static PolicyAllowance Entry(string group, string resource, string[] names, params string[] verbs) =>
        new(group, resource, names, verbs, Here) { Namespaces = ["shop"] };
}
