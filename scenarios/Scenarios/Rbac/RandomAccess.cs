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
/// --rbac-cells sets the number of questions. They come in batches, each about graphs of its own: the authorizer goes through all bindings
/// that there are for each question, so many graphs at once would make it slow.
/// </summary>
public sealed class RandomAccess : ScenarioFixture
{
    private const int AtOnce = 32;
    private const int GraphsOfBatch = 20;
    private const int MostCellsOfGraph = 500;
    private const int DisagreementsShown = 20;

    [Test]
    public Task The_evaluator_decides_as_the_authorizer_does() => ProveAsync("rbac", async s =>
    {
        if (!s.Session.AllowsClusterScope)
            Assert.Ignore("it creates cluster roles and bindings to them; on an existing cluster, allow that with --allow-cluster-scope");
        var asked = new Asked(s.Session.Settings.Get(Settings.RbacCells));
        string[] namespaces = [await s.NamespaceAsync(), await s.AnotherNamespaceAsync("rbac-other")];
        while (asked.Left > 0)
            await BatchAsync(s, namespaces, asked);

        s.Seen.ExpectEqual($"answers that differ from the authorizer's, RBAC {Asked.AsRead}", 0, asked.Disagreements[Asked.AsRead]);
        s.Seen.ExpectEqual($"answers that differ from the authorizer's, RBAC {Asked.InFiles}", 0, asked.Disagreements[Asked.InFiles]);
        s.Seen.Measure("asking the authorizer", asked.Took.Elapsed.TotalSeconds, "s");
        s.Seen.Measure("random graphs", asked.Graphs, "");
        s.Seen.Measure("questions to the authorizer", asked.Answers, "");
        s.Seen.Measure("of them allowed", 100.0 * asked.Allowed / asked.Answers, "%");
    });

    private static async Task BatchAsync(Scenario s, IReadOnlyList<string> namespaces, Asked asked)
    {
        var cells = Math.Clamp(asked.Left / GraphsOfBatch, 1, MostCellsOfGraph);
        await using var graphs = await LiveGraphs.CreateAsync(s, namespaces, Math.Min(GraphsOfBatch, asked.Left), cells);
        var snapshot = await new LiveSnapshot((Kubernetes)s.Session.Cluster.Admin).ReadAsync(s.Stop);
        asked.Took.Start();
        var answers = await AskAsync(s, graphs.All);
        asked.Took.Stop();

        asked.Count(graphs.All.Count, answers);
        var cluster = new AccessEvaluator(snapshot);
        asked.Disagreements[Asked.AsRead] += Compare(s.Seen, Asked.AsRead, graphs.All, answers, _ => cluster);
        asked.Disagreements[Asked.InFiles] +=
            Compare(s.Seen, Asked.InFiles, graphs.All, answers, graph => new AccessEvaluator(graph.Snapshot));
    }

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

    private static int Compare(
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

        foreach (var (cell, ours, by) in differing.Take(DisagreementsShown))
            seen.ExpectEqual($"RBAC {how}: {cell}", answers[cell], ours, by?.ToString());
        return differing.Count;
    }

    /// <summary>What was asked so far.</summary>
    private sealed class Asked(int wanted)
    {
        public const string AsRead = "as read from the cluster";
        public const string InFiles = "as it would stand in files";

        public int Left => wanted - Answers;

        public int Answers { get; private set; }

        public int Allowed { get; private set; }

        public int Graphs { get; private set; }

        public Stopwatch Took { get; } = new();

        public Dictionary<string, int> Disagreements { get; } = new() { [AsRead] = 0, [InFiles] = 0 };

        public void Count(int graphs, Dictionary<GraphCell, bool> answers)
        {
            Graphs += graphs;
            Answers += answers.Count;
            Allowed += answers.Values.Count(allowed => allowed);
        }
    }
}
