using System.Diagnostics;
using Harness.Api;
using Harness.Asking;
using Harness.Rbac.Evaluation;
using Harness.Runs;
using Harness.Scenarios.Running;
using k8s;

namespace Harness.Scenarios.Rbac;

/// <summary>
/// The evaluator against the authorizer itself, on random RBAC: as read from the cluster, and as it would be in files.
/// --rbac-cells sets the number of questions (2,000 by default, a hundred per graph).
/// </summary>
public sealed class RandomAccess : ScenarioFixture
{
    private const int AtOnce = 32;
    private const int CellsOfGraph = 100;
    private const int DisagreementsShown = 20;

    [Test]
    public Task The_evaluator_decides_as_the_authorizer_does() => ProveAsync("rbac", async s =>
    {
        if (!s.Session.AllowsClusterScope)
            Assert.Ignore("it creates cluster roles and bindings to them; on an existing cluster, allow that with --allow-cluster-scope");
        await using var graphs = await LiveGraphs.CreateAsync(s, s.Session.Settings.Get(Settings.RbacCells) / CellsOfGraph, CellsOfGraph);

        var snapshot = await new LiveSnapshot((Kubernetes)s.Session.Cluster.Admin).ReadAsync(s.Stop);
        var clock = Stopwatch.StartNew();
        var answers = await AskAsync(s, graphs.All);
        s.Seen.Measure("asking the authorizer", clock.Elapsed.TotalSeconds, "s");

        var cluster = new AccessEvaluator(snapshot);
        Compare(s.Seen, "as read from the cluster", graphs.All, answers, _ => cluster);
        Compare(s.Seen, "as it would stand in files", graphs.All, answers, graph => new AccessEvaluator(graph.Snapshot));
        s.Seen.Measure("random graphs", graphs.All.Count, "");
        s.Seen.Measure("questions to the authorizer", answers.Count, "");
        s.Seen.Measure("of them allowed", 100.0 * answers.Count(pair => pair.Value) / answers.Count, "%");
    });

    private static async Task<Dictionary<GraphCell, bool>> AskAsync(Scenario s, IReadOnlyList<RandomGraph> graphs)
    {
        var answers = new Dictionary<GraphCell, bool>(ReferenceEqualityComparer.Instance);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = s.Stop };
        await Parallel.ForEachAsync(graphs.SelectMany(graph => graph.Cells), options, async (cell, ct) =>
        {
            var answer = await cell.Question.AskAboutAsync(cell.Subject, s.Session.Cluster.Admin, ct);
            if (answer is { Allowed: false, Error: { Length: > 0 } error })
                throw HarnessException.Undecided($"the authorizer could not evaluate everything for {cell}: {error}");
            lock (answers)
                answers[cell] = answer.Allowed;
        });
        return answers;
    }

    private static void Compare(
        ScenarioObservations seen, string how, IReadOnlyList<RandomGraph> graphs, Dictionary<GraphCell, bool> answers,
        Func<RandomGraph, AccessEvaluator> evaluatorOf)
    {
        var differing = new List<(GraphCell Cell, bool Ours, GrantPath? By)>();
        foreach (var graph in graphs)
        {
            var evaluator = evaluatorOf(graph);
            foreach (var cell in graph.Cells)
            {
                var decision = evaluator.Decide(cell.Subject, cell.Question);
                if (decision.Allowed != answers[cell])
                    differing.Add((cell, decision.Allowed, decision.By));
            }
        }

        seen.ExpectEqual($"RBAC {how}: answers that differ from the authorizer's", 0, differing.Count);
        foreach (var (cell, ours, by) in differing.Take(DisagreementsShown))
            seen.ExpectEqual($"RBAC {how}: {cell}", answers[cell], ours, by?.ToString());
    }
}
