using CsCheck;
using Harness.Asking;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Rbac;

/// <summary>
/// Policies over any resource against random RBAC: what the validation asks about, and how the evaluator answers it from files, is held
/// against the authorizer itself.
/// </summary>
public sealed class RandomScopes : ScenarioFixture
{
    private const int Graphs = 30;
    private const int DisagreementsShown = 20;
    private static readonly SourceLocation Here = new("policy.yaml", 1);

    private static readonly Gen<ScopeResource> Resource = Gen.Select(
        Gen.OneOf(("", "services"), ("", "pods"), ("", "pods/log"), ("apps", "deployments/scale"), ("", "nodes"), ("", "services/proxy"),
            ("", "nodes/proxy"), ("*", "*")),
        Gen.OneOf<string[]>([], [], ["get"], ["create", "delete"]),
        (one, verbs) => new ScopeResource(one.Item1, one.Item2, verbs));

    [Test]
    [Claim("C12")]
    public Task Policies_over_any_resource_are_judged_as_the_authorizer_decides() => ProveAsync("scopes", async s =>
    {
        if (!s.Session.AllowsClusterScope)
            Assert.Ignore("it creates cluster roles and bindings to them; on an existing cluster, allow that with --allow-cluster-scope");
        string[] namespaces = [await s.NamespaceAsync(), await s.AnotherNamespaceAsync("scopes-other")];
        await using var graphs = await LiveGraphs.CreateAsync(s, namespaces, Graphs, cells: 1);
        var live = new ReviewSource("live", s.Session.Cluster.Admin, new RequestPace(0, TimeProvider.System));
        var cells = new List<CellResult>();
        foreach (var graph in graphs.All)
        {
            var scope = Resource.Array[1, 3].Select(some => some.DistinctBy(one => (one.ApiGroup, one.Resource)).ToArray()).Single();
            var rbac = new IndexedRbac(graph.Snapshot);
            var report = await new Validator(Policy(graph, namespaces[0], scope), [live, new EvaluatedSource("manifests", rbac)], [rbac])
                .RunAsync(new Progress<string>(), s.Stop);
            // Everybody's access is other scenarios' doing as well.
            cells.AddRange(report.Cells.Where(cell => cell.Cell.Subject.Name.StartsWith(graph.Prefix, StringComparison.Ordinal)));
        }

        s.Seen.ExpectEqual("answers that differ from the authorizer's", "", string.Join("\n", cells
            .Where(cell => cell.Outcome == CellOutcome.Disagreement).Take(DisagreementsShown)
            .Select(cell => $"{cell.Cell.Subject} {cell.Cell.Question}: {string.Join(", ", cell.Answers.Select(answer => answer.Kind))}")));
        s.Seen.Expect(
            "both kinds of answers came", "some open, some as expected",
            $"{cells.Count(cell => cell.Outcome == CellOutcome.Open)} open of {cells.Count}",
            cells.Exists(cell => cell.Outcome == CellOutcome.Open) && cells.Exists(cell => cell.Outcome == CellOutcome.AsExpected));
        s.Seen.Measure("cells", cells.Count, "");
    });

    /// <summary>One that allows a user little and denies a group something.</summary>
    private static AccessPolicy Policy(RandomGraph graph, string ns, IReadOnlyList<ScopeResource> scope) => new(
        graph.Prefix,
        [ns],
        [
            new PolicyConsumer("user", new(RbacSubjectKind.User, $"{graph.Prefix}-user0"), [Entry(ns, "pods", "get")], Here),
            new PolicyConsumer("group", new(RbacSubjectKind.Group, $"{graph.Prefix}-group0"), [], Here)
            {
                Deny = [Entry(ns, "services", "*")],
            },
        ],
        [])
    {
        Scope = new PolicyScope(PolicyWorld.Closed, scope),
        Location = Here,
    };

    private static PolicyAllowance Entry(string ns, string resource, string verb) =>
        new("", resource, [], [verb], Here) { Namespaces = [ns] };
}
