using System.Globalization;
using Harness.Load.Agents;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Harness.Workloads.Agents;

namespace Harness.Load.Tests.Agents;

/// <summary>Agents in this process, each with a clock of its own, that measure or are lost as a test says.</summary>
internal sealed class FakeCrew(int count, HastyTime time) : ILoadAgents
{
    private int _generation;

    /// <summary>Each agent's clock is so many seconds ahead of the one before it.</summary>
    public double SecondsApart { get; init; } = 3_600;

    /// <summary>What an agent does in a round, by its number and the round's from 1: null to measure, else why it is lost.</summary>
    public Func<int, int, string?> Lost { get; init; } = (_, _) => null;

    /// <summary>How late an agent begins, in milliseconds.</summary>
    public Func<int, int, double> Late { get; init; } = (_, _) => 0.5;

    /// <summary>What an agent says against its own figures.</summary>
    public Func<int, string?> Doubt { get; init; } = _ => null;

    /// <summary>Orders as agents got them, with the moment of their start by the coordinator's clock.</summary>
    public List<(int Agent, AgentOrder Order, double StartsAt)> Orders { get; } = [];

    /// <summary>How often agents were looked for.</summary>
    public int Lookups => _generation;

    public Task<IReadOnlyList<ILoadAgent>> ReadyAsync(CancellationToken cancellationToken)
    {
        _generation++;
        return Task.FromResult<IReadOnlyList<ILoadAgent>>(
            [.. Enumerable.Range(0, count).Select(index => new Agent(this, index, $"agent-{index}-{_generation}"))]);
    }

    public HastyTime Time => time;

    private sealed class Agent(FakeCrew crew, int index, string pod) : ILoadAgent
    {
        private AgentOrder? _order;

        public int Index => index;

        public string Pod => pod;

        public string Node => $"node-{index}";

        private long Ahead => (long)(index * crew.SecondsApart * 1e6);

        public Task<long> ClockAsync(CancellationToken cancellationToken) => Task.FromResult(ClockOffset.Clock(crew.Time) + Ahead);

        public Task<HttpAnswer> AskAsync(string target, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpAnswer(200, $"Hello, world! from {index}", null));

        public Task OrderAsync(AgentOrder order, CancellationToken cancellationToken)
        {
            lock (crew.Orders)
                crew.Orders.Add((index, order, (order.StartAt - Ahead) / 1e6));
            _order = order;
            return Task.CompletedTask;
        }

        public Task<AgentReport> ReportAsync(string round, CancellationToken cancellationToken)
        {
            var number = int.Parse(round, CultureInfo.InvariantCulture);
            if (_order?.Id != round || crew.Lost(index, number) is not null)
                throw new AgentSilentException(index, "503");
            return Task.FromResult(new AgentReport(
                round, Measured(_order.Connections) with { Invalid = crew.Doubt(index) }, crew.Late(index, number), number, null));
        }

        public Task<string?> WhyLostAsync(CancellationToken cancellationToken) =>
            Task.FromResult(crew.Lost(index, int.Parse(_order!.Id, CultureInfo.InvariantCulture)));

        private static RoundMeasurement Measured(int connections)
        {
            var latencies = Latencies.NewHistogram();
            for (var i = 0; i < 100 * connections; i++)
                Latencies.Record(latencies, TimeSpan.FromMilliseconds(1));
            return new RoundMeasurement { Latencies = latencies, Errors = new Dictionary<string, long> { ["timeout"] = 1 }, Seconds = 1 };
        }
    }
}
