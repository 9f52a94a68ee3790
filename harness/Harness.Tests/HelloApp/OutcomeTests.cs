using System.Net;

namespace Harness.Tests.HelloApp;

internal sealed class OutcomeTests : HelloAppFixture
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65537)]
    [TestCase(100 << 20)]
    public async Task Sends_as_many_bytes_as_asked_for(long count)
    {
        using var answer = await Hello.Client.GetAsync($"/bytes/{count}", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentLength.ShouldBe(count);

        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 20];
        var received = 0L;
        while (await body.ReadAsync(buffer) is var read and > 0)
            received += read;
        received.ShouldBe(count);
    }

    [Test]
    public async Task HEAD_of_bytes_tells_the_length_only()
    {
        using var answer = await Hello.SendAsync("HEAD", "/bytes/104857600");

        answer.Content.Headers.ContentLength.ShouldBe(100 << 20);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Refuses_what_is_no_number_in_range(
        [Values(
            "/bytes/", "/bytes/x", "/bytes/-1", "/bytes/+1", "/bytes/99999999999999999999", "/delay/x", "/delay/-1",
            "/status/199", "/status/600", "/status/x", "/sse?every=0", "/sse?count=x", "/resolve/", "/redirect?to=%0d%0aX:y",
            "/digest/x", "/steps/", "/steps/a/back", "/steps/a?length=x", "/steps/a?type=%0d", "/headers?X-A=%0d%0aX:y", "/headers?=x")]
        string path)
    {
        using var answer = await Hello.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Answers_with_the_status_asked_for([Values(200, 204, 205, 304, 401, 403, 404, 418, 500, 503, 599)] int code)
    {
        using var answer = await Hello.Client.GetAsync($"/status/{code}");

        ((int)answer.StatusCode).ShouldBe(code);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(code is 204 or 205 or 304 ? "" : $"status {code}\n");
    }

    [TestCase("/redirect", "/echo")]
    [TestCase("/redirect?to=/html", "/html")]
    [TestCase("/redirect?to=https://example.org/%3Fa=b", "https://example.org/?a=b")]
    public async Task Redirects(string path, string location)
    {
        using var answer = await Hello.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Test]
    public async Task Answers_only_after_the_delay()
    {
        var time = new StoppedTime();
        await using var hello = await RunningHelloApp.StartAsync(options => options with { Time = time });

        var timer = time.NextTimer(TimeSpan.FromMilliseconds(5000));
        var answer = hello.Client.GetStringAsync("/delay/5000");
        await timer;
        time.Advance(TimeSpan.FromMilliseconds(4999));
        answer.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await answer).ShouldBe("after 5000 ms\n");
    }
}
