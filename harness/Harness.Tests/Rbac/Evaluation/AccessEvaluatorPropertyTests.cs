using CsCheck;
using Harness.Rbac.Evaluation;
using Harness.Scenarios.Rbac;

namespace Harness.Tests.Rbac.Evaluation;

internal sealed class AccessEvaluatorPropertyTests
{
    private static readonly Gen<RandomGraph> Graphs = RandomGraph.Of("g", ["shop", "bank"], cells: 50);

    [Test]
    public void It_decides_as_a_literal_reading_of_the_authorizer_does()
    {
        var (allowed, all) = (0, 0);
        Graphs.Sample(
            graph =>
            {
                var (indexed, naive) = (new AccessEvaluator(graph.Snapshot), new NaiveAuthorizer(graph.Snapshot));
                foreach (var cell in graph.Cells)
                {
                    indexed.Decide(cell.Subject, cell.Question).Allowed.ShouldBe(
                        naive.Allows(cell.Subject, cell.Question), cell.ToString());
                }

                Interlocked.Add(ref allowed, graph.Cells.Count(cell => indexed.Decide(cell.Subject, cell.Question).Allowed));
                Interlocked.Add(ref all, graph.Cells.Count);
            },
            iter: 2_000);

        // Not a test that passes because one of the two never happens.
        ((double)allowed / all).ShouldBeInRange(0.1, 0.9);
    }

    [Test]
    public void Whoever_is_allowed_has_paths_and_is_among_those_who_can() => Graphs.Sample(
        graph =>
        {
            var evaluator = new AccessEvaluator(graph.Snapshot);
            foreach (var (subject, question) in graph.Cells)
            {
                var decision = evaluator.Decide(subject, question);
                var paths = evaluator.Paths(subject, question).ToList();
                (paths.Count > 0).ShouldBe(decision.Allowed);
                if (decision.By is not { } by)
                    continue;
                paths.ShouldContain(by);
                evaluator.Paths(question).ShouldContain(by);
                by.Rule.Allows(question).ShouldBeTrue();
            }
        },
        iter: 500);
}
