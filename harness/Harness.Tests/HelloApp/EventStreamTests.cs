namespace Harness.Tests.HelloApp;

internal sealed class EventStreamTests
{
    [Test]
    public async Task The_first_event_arrives_before_the_second_is_sent()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var time = new StoppedTime();
        var pace = time.NextTimer(TimeSpan.FromMilliseconds(200));
        await using var hello = await RunningHelloApp.StartAsync(options => options with { Time = time });

        using var answer = await hello.Client.GetAsync("/sse?every=200&count=2", HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        await pace;
        (await ReadEventAsync(reader, deadline.Token)).ShouldBe(["id: 1", "data: event 1 of 2"]);

        var second = ReadEventAsync(reader, deadline.Token);
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(200));

        (await second).ShouldBe(["id: 2", "data: event 2 of 2"]);
        (await reader.ReadLineAsync(deadline.Token)).ShouldBeNull();
    }

    private static async Task<List<string>> ReadEventAsync(StreamReader reader, CancellationToken deadline)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync(deadline) is { Length: > 0 } line)
            lines.Add(line);
        return lines;
    }
}
