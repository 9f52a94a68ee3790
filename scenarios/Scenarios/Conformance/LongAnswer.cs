using Harness.Scenarios.Running;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// An answer that takes longer than the API server's request timeout of 60 s, from which proxied calls are exempt. It only waits,
/// so all others run meanwhile. NUnit starts the fixtures first and queues their tests behind them; with SingleThreaded this test
/// starts with its fixture, not at the end of that queue.
/// </summary>
[SingleThreaded]
public sealed class LongAnswer : ScenarioFixture
{
    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        new("an answer after 90 s", "200: after 90000 ms", hello => hello.SayAsync("/delay/90000", "after 90000 ms"))
        {
            Patience = TimeSpan.FromSeconds(240),
            OnlyWaits = true,
        },
    ];

    [Test]
    [Conformance("Long answers")]
    public Task An_answer_may_take_longer_than_the_request_timeout() => ProxyConformance.HoldAsync("long", All);
}
