using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Ladder;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessorTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Names_may_hold_brackets_and_blanks_and_several_processes_of_a_name_count_together()
    {
        const string stat =
            "1 (kube-apiserver) S 0 1 1 0 -1 4194560 9 9 9 9 250 50 7 7 20 0 1 0\n"
            + "2 (a) b (c) R 0 1 1 0 -1 4194560 9 9 9 9 100 0 7 7 20 0 1 0\n"
            + "3 (kube-apiserver) S 0 1 1 0 -1 4194560 9 9 9 9 100 0 7 7 20 0 1 0\n"
            + "4 (gone) S 0\ncat: /proc/5/stat: No such file or directory\n";

        var seconds = NodeProcessors.Parse(stat);

        seconds.ShouldBe(new Dictionary<string, double> { ["kube-apiserver"] = 4, ["a) b (c"] = 1 }, ignoreOrder: true);
    }

    [Test]
    public async Task What_a_program_uses_when_idle_is_no_cost_of_requests()
    {
        var (begin, rounds) = (_time.GetTimestamp(), 0);
        var generator = new FakeGenerator(_time, round =>
        {
            rounds = round + 1;
            return Round(answers: 1000);
        });
        var benchmark = new ProcessorBenchmark([Rung(generator)], _ => Node(), seed: 1)
        {
            Time = _time,
            Wait = (span, _) =>
            {
                _time.Advance(span);
                return Task.CompletedTask;
            },
        };

        var costs = await benchmark.RunAsync(null, CancellationToken.None);

        var cost = costs.Where(one => one.Program != ProcessorBenchmark.Client).ShouldHaveSingleItem();
        (cost.Program, cost.Rung).ShouldBe(("kube-apiserver", "proxy"));
        cost.Microseconds.Estimate.ShouldBe(500, 1e-6);

        // Half a second of processor time for the thousand requests of each round, beside what time alone takes.
        Task<IReadOnlyDictionary<string, double>?> Node()
        {
            var seconds = _time.GetElapsedTime(begin).TotalSeconds;
            return Task.FromResult<IReadOnlyDictionary<string, double>?>(new Dictionary<string, double>
            {
                ["kube-apiserver"] = (0.1 * seconds) + (0.5 * rounds),
                ["kubelet"] = 0.2 * seconds,
            });
        }
    }

    [Test]
    public async Task A_node_that_cannot_be_looked_into_costs_nothing_that_could_be_told()
    {
        var generator = new FakeGenerator(_time, _ => throw new InvalidOperationException("measured all the same"));
        var benchmark = new ProcessorBenchmark(
            [Rung(generator)], _ => Task.FromResult<IReadOnlyDictionary<string, double>?>(null), seed: 1)
        { Time = _time };

        (await benchmark.RunAsync(null, CancellationToken.None)).ShouldBeEmpty();
    }

    private static LadderRung Rung(ILoadGenerator generator) =>
        new(new LoadRoute("proxy", "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "")), generator);

    private static RoundMeasurement Round(int answers)
    {
        var latencies = Latencies.NewHistogram();
        for (var i = 0; i < answers; i++)
            Latencies.Record(latencies, TimeSpan.FromMilliseconds(1));
        return new RoundMeasurement { Latencies = latencies, Errors = new Dictionary<string, long>(), Seconds = 1 };
    }
}
