using Harness.Proxying;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Scenarios;

/// <summary>What differs is distinguished from what decides nothing.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ScenarioObservationsTests
{
    private const string Unreachable = "error trying to reach service: dial tcp 10.42.0.7:8080:";
    private static readonly CallEvidence Call = new() { Method = "GET", Url = "/", Caller = "consumer" };
    private readonly ScenarioObservations _seen = new();

    [TestCase(500, "InternalError", "etcdserver: request timed out", true, true)]
    [TestCase(429, "TooManyRequests", "too many requests", true, true)]
    [TestCase(503, "ServiceUnavailable", $"{Unreachable} i/o timeout", true, false, Description = "a refused call reaches no backend")]
    [TestCase(500, "", $"{Unreachable} i/o timeout", true, false, Description = "as up to Kubernetes 1.20")]
    [TestCase(503, "ServiceUnavailable", $"{Unreachable} connect: connection refused", false, false)]
    [TestCase(503, "ServiceUnavailable", "no endpoints available for service x", false, false)]
    [TestCase(404, "NotFound", "services x not found", false, false)]
    public void An_answer_of_the_API_servers_own_decides_unless_it_failed_or_the_backend_was_slow(
        int status, string reason, string message, bool answerIsOpen, bool refusalIsOpen)
    {
        var verdict = VerdictReader.Read(Call, status, StatusText.Of(status, reason, message));

        _seen.ExpectAnswer("allowed", new ProxyAnswer(verdict, ""), "Hello");
        _seen.ExpectForbidden("refused", verdict);

        _seen.Differing.Select(_seen.IsUndecided).ShouldBe([answerIsOpen, refusalIsOpen]);
    }

    [Test]
    public void A_call_without_an_answer_decides_nothing()
    {
        var verdict = VerdictReader.Unanswered(Call, new HttpRequestException("nobody listens"));

        _seen.ExpectAnswer("allowed", new ProxyAnswer(verdict, ""), "Hello");
        _seen.ExpectForbidden("refused", verdict);

        _seen.Differing.ShouldAllBe(one => _seen.IsUndecided(one));
    }

    [TestCase(null, true)]
    [TestCase(502, true)]
    [TestCase(504, true)]
    [TestCase(500, false)]
    [TestCase(200, false)]
    public void A_gateway_that_reaches_nobody_decides_nothing(int? status, bool isUndecided)
    {
        _seen.ExpectStatus("a call", new PodGet(new Uri("http://10.43.0.7"), PodCaller.Nobody), new PodAnswer(status, "", null), 401, "");

        _seen.IsUndecided(_seen.Differing.Single()).ShouldBe(isUndecided);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Too_little_decides_nothing_whether_it_agrees_or_not(bool asExpected)
    {
        _seen.Expect("a spread", "even", "one answer", asExpected, "a: 1", "1 of 600 calls was answered");

        Judge(_seen).ShouldBe(new ScenarioEnding(ScenarioOutcome.Undecided, """
            1 of 1 observations differ:
              a spread
                expected: even
                observed: one answer
                evidence: 1 of 600 calls was answered; a: 1
            """));
    }

    [Test]
    public void What_differs_fails_however_much_else_is_undecided()
    {
        _seen.Expect("a spread", "even", "one answer", true, undecided: "too few");
        _seen.Expect("a call", "403", "200", false);

        Judge(_seen).Outcome.ShouldBe(ScenarioOutcome.Failed);
    }

    private static ScenarioEnding Judge(ScenarioObservations seen) =>
        ScenarioEnding.Of(new IgnoreException("the end"), seen, isInterrupted: false);
}
