using System.Net;

namespace Harness.Tests.HelloApp;

internal sealed class StepsTests : HelloAppFixture
{
    [Test]
    public async Task A_further_part_is_sent_only_when_asked_for([Values("text/event-stream", "text/html")] string type)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var answer = await OpenAsync($"/steps/parts?type={type}", deadline.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(deadline.Token));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Content.Headers.ContentLength.ShouldBeNull();
        (await ReadPartAsync(reader, deadline.Token)).ShouldBe("data: part 1");

        var second = ReadPartAsync(reader, deadline.Token);
        second.IsCompleted.ShouldBeFalse();
        await AskAsync("/steps/parts/next", HttpStatusCode.Accepted);
        (await second).ShouldBe("data: part 2");

        await AskAsync("/steps/parts/end", HttpStatusCode.Accepted);
        (await reader.ReadLineAsync(deadline.Token)).ShouldBeNull();
    }

    [TestCase("/steps/cut")]
    [TestCase("/steps/cut?length=1000")]
    public async Task A_cut_stream_is_no_whole_answer(string path)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var answer = await OpenAsync(path, deadline.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(deadline.Token));
        (await ReadPartAsync(reader, deadline.Token)).ShouldBe("data: part 1");

        await AskAsync("/steps/cut/cut", HttpStatusCode.Accepted);

        await Should.ThrowAsync<IOException>(() => reader.ReadToEndAsync(deadline.Token));
    }

    [Test]
    public async Task A_stream_that_is_not_open_has_no_steps() => await AskAsync("/steps/none/next", HttpStatusCode.NotFound);

    [Test]
    public async Task A_name_is_for_one_stream_at_a_time_and_free_again_afterwards()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var first = await OpenAsync("/steps/once", deadline.Token);
        await AskAsync("/steps/once", HttpStatusCode.Conflict);

        await AskAsync("/steps/once/end", HttpStatusCode.Accepted);
        await first.Content.ReadAsStringAsync(deadline.Token);

        using var second = await OpenAsync("/steps/once", deadline.Token);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> OpenAsync(string path, CancellationToken deadline) =>
        Hello.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, deadline);

    private async Task AskAsync(string path, HttpStatusCode expected)
    {
        using var answer = await Hello.SendAsync("POST", path);
        answer.StatusCode.ShouldBe(expected);
    }

    private static async Task<string?> ReadPartAsync(StreamReader reader, CancellationToken deadline)
    {
        var line = await reader.ReadLineAsync(deadline);
        (await reader.ReadLineAsync(deadline)).ShouldBe("");
        return line;
    }
}
