using System.Net.Http.Headers;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests;

/// <summary>Both clients judge answers alike.</summary>
[CancelAfter(20_000)]
[TestFixture(true, TestName = "by .NET's client")]
[TestFixture(false, TestName = "by the engine's own client")]
public sealed class HttpStepTests(bool ofDotNet)
{
    [TestCase(200, "Hello, world!\n", null)]
    [TestCase(200, "Hello, wörld!\n", "wrong body")]
    [TestCase(200, "", "wrong body")]
    [TestCase(201, "Hello, world!\n", "201 Created")]
    [TestCase(403, "Hello, world!\n", "403 Forbidden")]
    [TestCase(503, "no endpoints available", "503 Service Unavailable")]
    [TestCase(301, "", "301 Moved Permanently")]
    [TestCase(599, "", "599")]
    public async Task An_answer_is_judged_by_status_and_body(int status, string body, string? error, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.AnsweringAsync(status, body);
        (await KindAsync(server.Url, cancellation)).ShouldBe(error);
    }

    [Test]
    public async Task A_marker_is_found_wherever_reads_happen_to_split_it([Range(1, 13)] int split, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync("xxx" + "Hello, world!"[..split]);
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("Hello, world!"[split..] + "yyy");
        });
        (await KindAsync(server.Url, cancellation)).ShouldBeNull();
    }

    [TestCase(4_000)]
    [TestCase(40_000)]
    public async Task A_marker_far_into_the_body_is_found(int offset, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.AnsweringAsync(200, new string('x', offset) + "Hello, world!" + new string('y', 500));
        (await KindAsync(server.Url, cancellation)).ShouldBeNull();
    }

    [Test]
    public async Task A_refused_connection_is_named(CancellationToken cancellation) =>
        (await KindAsync(RawServer.RefusedUrl(), cancellation)).ShouldBe(ErrorKinds.ConnectionRefused);

    [Test]
    public async Task A_connection_closed_without_an_answer_is_named(CancellationToken cancellation)
    {
        using var server = RawServer.Sending("");
        (await KindAsync(server.Url, cancellation)).ShouldBe(ErrorKinds.ConnectionClosed);
    }

    [Test]
    public async Task A_body_cut_off_after_the_marker_is_no_answer(CancellationToken cancellation)
    {
        using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nHello, world!");
        (await KindAsync(server.Url, cancellation)).ShouldBe(ErrorKinds.ConnectionClosed);
    }

    [Test]
    public async Task A_reset_connection_is_named(CancellationToken cancellation)
    {
        using var server = RawServer.Resetting();
        (await KindAsync(server.Url, cancellation)).ShouldBe(ErrorKinds.ConnectionReset);
    }

    [Test]
    public async Task The_callers_cancellation_is_no_failure_of_the_server(CancellationToken cancellation)
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            await interruption.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await Should.ThrowAsync<OperationCanceledException>(KindAsync(server.Url, interruption.Token));
    }

    [Test]
    public async Task The_token_is_sent_with_every_request_and_shown_in_none(CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
            context.Response.WriteAsync(context.Request.Headers.Authorization == "Bearer s3cret" ? "Hello, world!" : "who?"));
        var target = server.Target with { Authorization = new AuthenticationHeaderValue("Bearer", "s3cret") };

        (await OneStep.KindsAsync(target, 3, ofDotNet, cancellation)).ShouldBe([null, null, null]);
        server.Connections.ShouldBe(1);
        target.ToString().ShouldNotContain("s3cret");
    }

    private async Task<string?> KindAsync(Uri url, CancellationToken cancellation) =>
        (await OneStep.KindsAsync(new HttpTarget(url, "Hello, world!"), 1, ofDotNet, cancellation))[0];
}
