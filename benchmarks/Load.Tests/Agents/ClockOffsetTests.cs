using CsCheck;
using Harness.Load.Agents;
using Harness.Load.Engine;
using Harness.Workloads.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Agents;

/// <summary>An agent's clock, as far as it can be known from here.</summary>
public sealed class ClockOffsetTests
{
    [Test]
    public void The_truth_is_never_farther_away_than_it_says() =>
        Gen.Select(Gen.Int[-90_000_000, 90_000_000], Gen.Select(Gen.Int[0, 50_000], Gen.Int[0, 50_000]).Array[7]).Sample((ahead, ways) =>
        {
            var time = new FakeTimeProvider();

            var offset = ClockOffset.MeasureAsync(new Far(time, ahead, ways), time, CancellationToken.None).GetAwaiter().GetResult();

            Math.Abs(offset.Microseconds - ahead).ShouldBeLessThanOrEqualTo(offset.Uncertainty);
            offset.RoundTrip.ShouldBe(ways.Min(way => way.Item1 + way.Item2));
        });

    /// <summary>Its way there and back takes each time what a test says, in microseconds.</summary>
    private sealed class Far(FakeTimeProvider time, int ahead, (int There, int Back)[] ways) : ILoadAgent
    {
        private int _asked;

        public int Index => 0;

        public string Pod => "far";

        public string Node => "away";

        public Task<long> ClockAsync(CancellationToken cancellationToken)
        {
            var (there, back) = ways[_asked++];
            time.Advance(TimeSpan.FromMicroseconds(there));
            var theirs = ClockOffset.Clock(time) + ahead;
            time.Advance(TimeSpan.FromMicroseconds(back));
            return Task.FromResult(theirs);
        }

        public Task<HttpAnswer> AskAsync(string target, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task OrderAsync(AgentOrder order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AgentReport> ReportAsync(string round, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> WhyLostAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
