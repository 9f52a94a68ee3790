using System.Net.Http.Headers;
using System.Text;
using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests;

/// <summary>What the engine's own client sends, and how it tells failures apart.</summary>
[CancelAfter(20_000)]
public sealed class OwnClientTests
{
    [Test]
    public void A_request_is_made_of_what_the_target_says()
    {
        var target = new HttpTarget(new Uri("http://example.org:8080/a%2Fb?c=ü"), "")
        {
            Method = HttpMethod.Post,
            Authorization = new AuthenticationHeaderValue("Bearer", "s3cret"),
            Headers = [new("Content-Type", "text/plain"), new("X-Two", "a"), new("X-Two", "b")],
            Body = "body"u8.ToArray(),
            KeepAlive = false,
        };

        Encoding.Latin1.GetString(RequestBytes.Of(target)).ShouldBe(
            "POST /a%2Fb?c=%C3%BC HTTP/1.1\r\nHost: example.org:8080\r\nAuthorization: Bearer s3cret\r\nContent-Type: text/plain\r\n" +
            "X-Two: a\r\nX-Two: b\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody");
    }

    [TestCase("http://[::1]:81/", "Host: [::1]:81\r\n")]
    [TestCase("http://[::1]/", "Host: [::1]\r\n")]
    [TestCase("https://bücher.example/", "Host: xn--bcher-kva.example\r\n")]
    public void The_host_is_written_as_HTTP_wants_it(string url, string host) =>
        Encoding.Latin1.GetString(RequestBytes.Of(new HttpTarget(new Uri(url), ""))).ShouldBe($"GET / HTTP/1.1\r\n{host}\r\n");

    [TestCase("X-Bad", "a\r\nInjected: b")]
    [TestCase("X-Bad", "日本")]
    [TestCase("X Bad", "a")]
    [TestCase("X-Bad:", "a")]
    [TestCase("", "a")]
    public void A_header_that_would_break_the_request_is_refused_without_its_value(string name, string value)
    {
        var target = new HttpTarget(new Uri("http://a/"), "") { Headers = [new(name, value)] };
        var refused = Should.Throw<ArgumentException>(() => RequestBytes.Of(target)).Message;
        refused.ShouldContain(name);
        refused.ShouldNotContain("Injected");
    }

    [Test]
    public async Task A_step_that_cannot_be_made_ends_the_round_with_the_reason(CancellationToken cancellation)
    {
        var target = new HttpTarget(new Uri("http://127.0.0.1:1/"), "") { Headers = [new("X Bad", "a")] };
        var scenario = new LoadScenario("bad", loop => new HttpStep(loop, target));
        (await Should.ThrowAsync<ArgumentException>(
            new LoadRunner().RunAsync(scenario, LoadSimulation.KeepConstant(2, TimeSpan.FromSeconds(30)), cancellation)))
            .Message.ShouldContain("X Bad");
    }

    [TestCase("GET", true, 1)]
    [TestCase("GET", false, 3)]
    [TestCase("HEAD", true, 1)]
    [TestCase("PUT", true, 1)]
    public async Task Requests_share_a_connection_unless_told_otherwise(
        string method, bool keepAlive, int connections, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync(context.RequestAborted);
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync($"{context.Request.Method} {text}");
        });
        var target = server.Target with
        {
            Method = new HttpMethod(method),
            Body = method == "PUT" ? new byte[300_000] : default,
            Marker = $"{method} ",
            ExpectedStatus = 201,
            KeepAlive = keepAlive,
        };

        (await OneStep.KindsAsync(target, 3, ofDotNet: false, cancellation)).ShouldBe([null, null, null]);

        (server.Requests, server.Connections).ShouldBe((3, connections));
    }

    [TestCase("SSH-2.0-OpenSSH_9.2\r\n", ErrorKinds.Garbage)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, world! And more.", ErrorKinds.Garbage)]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nHello, world!", ErrorKinds.ConnectionClosed)]
    [TestCase("HTTP/1.1 200 OK\r\n\r\nHello, world!", null)]
    public async Task A_server_that_speaks_something_else_is_told_from_one_that_hangs_up(
        string answer, string? kind, CancellationToken cancellation)
    {
        using var server = RawServer.Sending(answer);
        (await OneStep.KindAsync(new HttpTarget(server.Url, "Hello, world!"), cancellation)).ShouldBe(kind);
    }

    [Test]
    public async Task A_connection_that_the_server_ends_between_two_requests_is_replaced_without_an_error(CancellationToken cancellation)
    {
        // It promises to keep the connection, and closes it all the same; what it answers shows that it was asked each time.
        using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello");
        using var loop = new EventLoop(TimeProvider.System);
        var kinds = await loop.RunAsync(async () =>
        {
            using var step = new HttpStep(loop, new HttpTarget(server.Url, "Hello"));
            var first = await step.RunAsync(cancellation);
            await server.FirstClosed.WaitAsync(cancellation);
            // The loop knows of it when the turn that it wakes up for is over: in the next one.
            await loop.EnterAsync();
            await Task.Run(() => { }, cancellation);
            await loop.EnterAsync();
            return new[] { first, await step.RunAsync(cancellation) };
        });
        kinds.ShouldBe([StepOutcome.Answered, StepOutcome.Answered]);
    }

    [Test]
    public async Task Certificates_are_verified_and_what_is_wrong_with_TLS_is_named(CancellationToken cancellation)
    {
        using var authority = new Authority();
        using var other = new Authority();
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync(LoopbackServer.Hello), authority.ForLoopback());
        using var plain = RawServer.Sending("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        var target = server.Target with { Authorities = authority.Public };
        var notTls = target with { Url = new UriBuilder(plain.Url) { Scheme = "https" }.Uri };

        (await OneStep.KindsAsync(target, 3, ofDotNet: false, cancellation)).ShouldBe([null, null, null]);
        server.Connections.ShouldBe(1);
        (await OneStep.KindAsync(target with { Authorities = other.Public }, cancellation)).ShouldBe(ErrorKinds.WrongCertificate);
        (await OneStep.KindAsync(target with { Authorities = null }, cancellation)).ShouldBe(ErrorKinds.WrongCertificate);
        (await OneStep.KindAsync(target with { Authorities = [] }, cancellation)).ShouldBe(ErrorKinds.WrongCertificate);
        (await OneStep.KindAsync(target with { ServerName = "elsewhere.example" }, cancellation)).ShouldBe(ErrorKinds.WrongCertificate);
        (await OneStep.KindAsync(notTls, cancellation)).ShouldBe(ErrorKinds.TlsRefused);
        server.Requests.ShouldBe(3, "a server that is not trusted must not see a request");
    }

    [TestCase("localhost", null)]
    [TestCase("no-such-host.invalid", ErrorKinds.NameNotResolved)]
    public async Task A_name_is_resolved_off_the_loop_and_used_on_it(string host, string? kind, CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync();
        var target = server.Target with { Url = new UriBuilder(server.Url) { Host = host }.Uri };
        (await OneStep.KindsAsync(target, 3, ofDotNet: false, cancellation)).ShouldBe([kind, kind, kind]);
    }

    [TestCase(SocketErrorKind.Ports, ErrorKinds.OutOfPorts)]
    [TestCase(SocketErrorKind.Handles, ErrorKinds.OutOfHandles)]
    public void What_the_machine_lacks_is_named(SocketErrorKind error, string kind) =>
        ErrorKinds.Of(new System.Net.Sockets.SocketException((int)error)).ShouldBe(kind);

    public enum SocketErrorKind
    {
        Ports = System.Net.Sockets.SocketError.AddressNotAvailable,
        Handles = System.Net.Sockets.SocketError.TooManyOpenSockets,
    }

    [Test]
    public async Task The_way_of_other_systems_carries_requests_too(CancellationToken cancellation)
    {
        using var authority = new Authority();
        var body = new string('x', 100_000) + "Hello, world!";
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync(body), authority.ForLoopback());
        var target = server.Target with { Authorities = authority.Public };
        var scenario = new LoadScenario("select", loop => new HttpStep(loop, target));

        var round = await new LoadRunner(TimeProvider.System, () => new SelectReadiness())
            .RunAsync(scenario, LoadSimulation.KeepConstant(4, TimeSpan.FromMilliseconds(300)), cancellation);

        round.Errors.ShouldBeEmpty();
        round.Requests.ShouldBe(server.Requests);
        (round.Connections, server.Connections).ShouldBe((4, 4));
        round.BytesReceived.ShouldBeGreaterThan(round.Requests * body.Length);
    }

    [Test]
    public async Task Whoever_enters_a_loop_goes_on_on_its_thread(CancellationToken cancellation)
    {
        using var loop = new EventLoop(TimeProvider.System);
        for (var time = 0; time < 1_000; time++)
        {
            await Task.Yield();
            var entry = loop.EnterAsync();
            await entry;
            loop.IsCurrent.ShouldBeTrue();
            cancellation.ThrowIfCancellationRequested();
            await Task.Run(() => { }, cancellation);
        }
    }

    [Test]
    public async Task A_step_on_another_thread_is_refused_in_a_sentence(CancellationToken cancellation)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var loop = new EventLoop(TimeProvider.System);
        var step = new HttpStep(loop, server.Target);
        Should.Throw<InvalidOperationException>(() => step.RunAsync(cancellation).AsTask().Wait(cancellation))
            .Message.ShouldContain("another thread");
    }
}
