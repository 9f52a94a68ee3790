using System.Net;
using Harness.Results;
using Harness.Scenarios.Running;
using k8s.Autorest;

namespace Harness.Tests.Scenarios;

/// <summary>An incomplete scenario: what is wrong is distinguished from what could not be found out.</summary>
internal sealed class ScenarioEndingTests
{
    private static readonly Exception[] Unanswered =
    [
        new TaskCanceledException("the client's timeout"), new IOException("the answer broke off"),
        new HttpRequestException("nobody listens"),
        new TimeoutException("too long"), HarnessException.Undecided("waited 30 s"), Refused(),
    ];

    [TestCaseSource(nameof(Unanswered))]
    public void What_was_not_answered_is_undecided(Exception failure) => Of(failure).Outcome.ShouldBe(ScenarioOutcome.Undecided);

    [TestCase("busy")]
    [TestCase("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"busy","code":503}""")]
    public void What_the_API_server_refuses_an_administrator_is_told_in_its_words(string answer) =>
        Of(Refused(answer)).Reason.ShouldBe("the administrator's POST /api/v1/namespaces was answered 503: busy");

    [Test]
    public void An_interrupted_run_decides_nothing() =>
        ScenarioEnding.Of(new OperationCanceledException(), new ScenarioObservations(), isInterrupted: true)
        .ShouldBe(new ScenarioEnding(ScenarioOutcome.Undecided, "the run was interrupted"));

    [Test]
    public void Anything_else_fails() =>
        Of(new FormatException("no number")).ShouldBe(new ScenarioEnding(ScenarioOutcome.Failed, "no number"));

    [TestCase(true, ScenarioOutcome.Skipped)]
    [TestCase(false, ScenarioOutcome.Failed)]
    public void A_skip_does_not_hide_what_was_seen_to_differ(bool asExpected, ScenarioOutcome outcome)
    {
        var seen = new ScenarioObservations();
        seen.Expect("a call", "200", "403", asExpected);

        ScenarioEnding.Of(new IgnoreException("no browser"), seen, isInterrupted: false).Outcome.ShouldBe(outcome);
    }

    private static ScenarioEnding Of(Exception failure) => ScenarioEnding.Of(failure, new ScenarioObservations(), isInterrupted: false);

    private static HttpOperationException Refused(string answer = "busy") => new()
    {
        Request = new HttpRequestMessageWrapper(new HttpRequestMessage(HttpMethod.Post, "http://api.example/api/v1/namespaces"), ""),
        Response = new HttpResponseMessageWrapper(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable), answer),
    };
}
