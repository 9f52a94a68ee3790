using System.Net;
using Harness.Runs;
using Harness.Tests.Waiting;
using k8s.Autorest;

namespace Harness.Tests.Runs;

internal sealed class LastingRemovalTests
{
    [TestCase(5)]
    [TestCase(20)]
    [TestCase(120)]
    public async Task An_API_server_that_comes_back_within_minutes_is_waited_for(int seconds)
    {
        var time = new HurriedTime();
        var back = time.GetUtcNow().AddSeconds(seconds);
        var removed = false;

        await new LastingRemoval(Remove, () => []) { Time = time }.RemoveAsync(default);

        removed.ShouldBeTrue();

        Task Remove(CancellationToken cancellationToken)
        {
            if (time.GetUtcNow() < back)
                throw new HttpRequestException("connection refused");
            removed = true;
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task What_is_left_when_the_credentials_have_ended_is_named_with_what_to_do()
    {
        var removal = new LastingRemoval(Ended, () => ["harness-a-1"]) { Time = new HurriedTime() };

        var failure = await Should.ThrowAsync<HarnessException>(() => removal.RemoveAsync(default));

        failure.Message.ShouldBe("left on the cluster: harness-a-1 (the API server answered 401 Unauthorized: these credentials are no "
            + "longer accepted, so remove it with others)");

        static Task Ended(CancellationToken cancellationToken)
        {
            using var answer = new HttpResponseMessage(HttpStatusCode.Unauthorized);
            throw new HttpOperationException("{\"kind\":\"Status\"}") { Response = new HttpResponseMessageWrapper(answer, "") };
        }
    }

    [Test]
    public async Task What_is_left_behind_one_that_stays_away_is_named()
    {
        var removal = new LastingRemoval(Refused, () => ["harness-a-1", "harness-b-1"]) { Time = new HurriedTime() };

        var failure = await Should.ThrowAsync<HarnessException>(() => removal.RemoveAsync(default));

        failure.Message.ShouldBe(
            "left on the cluster: harness-a-1, harness-b-1 "
            + "(not within 180 s: the API server has removed it; last seen: connection refused)");

        static Task Refused(CancellationToken cancellationToken) => throw new HttpRequestException("connection refused");
    }
}
