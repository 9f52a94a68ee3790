using System.Net;
using Harness.Waiting;
using k8s.Autorest;

namespace Harness.Tests.Waiting;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConditionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1.5);

    private readonly HurriedTime _time = new();

    [Test]
    public async Task A_met_condition_gives_its_value_at_once()
    {
        var looks = 0;

        var value = await WaitAsync(() =>
        {
            looks++;
            return Seen.Met("there");
        });

        (value, looks).ShouldBe(("there", 1));
    }

    [Test]
    public async Task It_looks_again_until_the_condition_holds()
    {
        var looks = 0;

        var value = await WaitAsync(() => ++looks < 4 ? Seen.NotYet<string>("no") : Seen.Met("there"));

        (value, looks).ShouldBe(("there", 4));
    }

    [Test]
    [SetCulture("de-DE")]
    public async Task After_the_deadline_the_message_has_the_sentence_and_what_was_seen_last()
    {
        var looks = 0;

        var failure = await Should.ThrowAsync<HarnessException>(() => WaitAsync(() => Seen.NotYet<string>($"{++looks} of 1000")));

        failure.Message.ShouldBe($"not within 1.5 s: the node is Ready; last seen: {looks} of 1000");
        failure.Kind.ShouldBe(FailureKind.Undecided);
    }

    [Test]
    public async Task A_look_that_outlasts_the_deadline_leaves_what_was_seen_before()
    {
        var looks = 0;

        var failure = await Should.ThrowAsync<HarnessException>(
            () => new Condition("the node is Ready", Deadline) { Time = _time }.WaitAsync(
            async ct =>
            {
                if (++looks == 1)
                    return Seen.NotYet<string>("NotReady");
                _time.Advance(Deadline);
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                return Seen.Met("never");
            },
            CancellationToken.None));

        failure.Message.ShouldEndWith("last seen: NotReady");
    }

    [Test]
    public async Task A_connection_that_fails_as_the_deadline_passes_is_what_was_seen_last()
    {
        var failure = await Should.ThrowAsync<HarnessException>(() => WaitAsync(() =>
        {
            _time.Advance(Deadline);
            throw new HttpRequestException("connection refused");
        }));

        failure.Message.ShouldEndWith("last seen: connection refused");
    }

    [TestCaseSource(nameof(Transient))]
    public async Task A_server_that_is_not_there_yet_or_busy_counts_as_not_yet(Exception failure)
    {
        var looks = 0;

        var value = await WaitAsync(() => ++looks == 1 ? throw failure : Seen.Met("there"));

        (value, looks).ShouldBe(("there", 2));
    }

    [TestCase(HttpStatusCode.Forbidden)]
    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.UnprocessableEntity)]
    public async Task A_refusal_ends_the_wait_at_once(HttpStatusCode status)
    {
        var looks = 0;

        var failure = await Should.ThrowAsync<HttpOperationException>(() => WaitAsync(() =>
        {
            looks++;
            throw Answered(status);
        }));

        (failure.Response.StatusCode, looks).ShouldBe((status, 1));
    }

    [Test]
    public async Task A_mistake_in_the_look_itself_ends_the_wait() =>
        await Should.ThrowAsync<InvalidOperationException>(() => WaitAsync(() => throw new InvalidOperationException("bug")));

    private static IEnumerable<Exception> Transient() =>
    [
        new HttpRequestException("connection refused"),
        new IOException("reset"),
        new TaskCanceledException("its own time-out"),
        Answered(HttpStatusCode.ServiceUnavailable),
        Answered(HttpStatusCode.InternalServerError),
        Answered(HttpStatusCode.TooManyRequests),
    ];

    private static HttpOperationException Answered(HttpStatusCode status)
    {
        using var response = new HttpResponseMessage(status);
        return new HttpOperationException($"{status}") { Response = new HttpResponseMessageWrapper(response, "") };
    }

    private Task<string> WaitAsync(Func<Seen<string>> look) => new Condition("the node is Ready", Deadline) { Time = _time }
        .WaitAsync(_ => Task.FromResult(look()), CancellationToken.None);
}
