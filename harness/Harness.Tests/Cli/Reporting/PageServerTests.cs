using System.Net;
using System.Net.Sockets;
using Harness.Cli.Serving;

namespace Harness.Tests.Cli.Reporting;

/// <summary>What the server makes of what is sent to it, before any page is asked for.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PageServerTests
{
    [TestCase("evil.example")]
    [TestCase("evil.example:{port}")]
    [TestCase("localhost.evil.example:{port}")]
    [TestCase("127.0.0.1.evil.example:{port}")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:1")]
    [TestCase("127.0.0.1:0{port}")]
    [TestCase("localhost:{port}")]
    [TestCase("")]
    [TestCase("127.0.0.1:{port}\r\nHost: evil.example")]
    public async Task A_page_elsewhere_whose_name_leads_here_gets_nothing(string host)
    {
        await using var served = new ServedRuns();
        var run = served.Runs.Create();

        var answer = await served.AskAsync($"GET {served.Site.Home} HTTP/1.1\r\n"
            + $"Host: {host.Replace("{port}", $"{served.Port}", StringComparison.Ordinal)}\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 421");
        answer.ShouldNotContain(run.Id);
    }

    [TestCase("GET {home} HTTP/1.0\r\n\r\n", 421, Description = "names no host")]
    [TestCase("GET http://127.0.0.1:{port}{home} HTTP/1.1\r\n{host}\r\n\r\n", 400)]
    [TestCase("GET {home}\r\n\r\n", 400)]
    [TestCase("GET {home} HTTP/1.1\r\n{host}\r\nContent-Length : 1\r\n\r\n", 400)]
    [TestCase("GET {home} HTTP/1.1\r\n{host}\r\n continued: 1\r\n\r\n", 400)]
    [TestCase("GET {home} HTTP/1.1\r\n{host}\r\n", 400, Description = "has no end")]
    [TestCase("\0", 400)]
    [TestCase("GET {home} HTTP/1.1\n{host}\n\n", 200, Description = "lines may end so, RFC 9112, 2.2")]
    public async Task What_is_no_request_is_refused_and_the_next_one_is_answered(string request, int status)
    {
        await using var served = new ServedRuns();

        (await served.AskAsync(request.Replace("{home}", served.Site.Home, StringComparison.Ordinal)
            .Replace("{host}", $"Host: 127.0.0.1:{served.Port}", StringComparison.Ordinal)
            .Replace("{port}", $"{served.Port}", StringComparison.Ordinal))).ShouldStartWith($"HTTP/1.1 {status} ");

        (await served.GetAsync(served.Site.Home)).ShouldStartWith("HTTP/1.1 200");
    }

    [Test]
    public async Task A_head_without_end_is_not_read_for_ever()
    {
        await using var served = new ServedRuns();

        (await served.AskAsync($"GET / HTTP/1.1\r\nA: {new string('a', 100_000)}")).ShouldStartWith("HTTP/1.1 400");
    }

    [TestCase("POST", "")]
    [TestCase("POST", "Content-Length: 100000\r\n")]
    [TestCase("POST", "Transfer-Encoding: chunked\r\n")]
    [TestCase("PUT", "")]
    public async Task Whatever_body_is_said_to_come_the_method_is_refused(string method, string length)
    {
        await using var served = new ServedRuns();

        var answer = await served.AskAsync($"{method} {served.Site.Home} HTTP/1.1\r\nHost: 127.0.0.1:{served.Port}\r\n{length}\r\n"
            + new string('b', length.Length == 0 ? 0 : 100_000));

        answer.ShouldStartWith("HTTP/1.1 405");
        answer.ShouldContain("\r\nAllow: GET, HEAD\r\n");
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Only_GET_and_HEAD_are_answered(string method)
    {
        await using var served = new ServedRuns();

        (await served.AskAsync($"{method} {served.Site.Home} HTTP/1.1\r\nHost: 127.0.0.1:{served.Port}\r\nContent-Length: 0\r\n\r\n"))
            .ShouldSatisfyAllConditions(
                answer => answer.ShouldStartWith("HTTP/1.1 405"),
                answer => answer.ShouldContain("\r\nAllow: GET, HEAD\r\n"));
    }

    [Test]
    public async Task HEAD_is_GET_without_the_page()
    {
        await using var served = new ServedRuns();

        var answer = await served.AskAsync($"HEAD {served.Site.Home} HTTP/1.1\r\nHost: 127.0.0.1:{served.Port}\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldEndWith("\r\n\r\n");
    }

    [Test]
    public async Task It_listens_on_loopback_alone_and_lets_go_of_the_port_when_it_ends()
    {
        await using var served = new ServedRuns();
        using (var outside = new TcpListener(IPAddress.Parse("127.0.0.2"), served.Port))
            Should.NotThrow(outside.Start, "only 127.0.0.1 is taken");

        Should.Throw<HarnessException>(() => PageServer.Start(served.Port, served.Site.Answer))
            .Message.ShouldStartWith($"cannot listen on 127.0.0.1:{served.Port}: ");
        await served.StopAsync();

        using var again = PageServer.Start(served.Port, served.Site.Answer);
    }

    [Test]
    public async Task A_browser_that_goes_away_does_not_stop_it()
    {
        await using var served = new ServedRuns();
        for (var i = 0; i < 20; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, served.Port);
            await client.GetStream().WriteAsync("GET / HTT"u8.ToArray());
            client.LingerState = new LingerOption(true, 0);
        }

        (await served.GetAsync(served.Site.Home)).ShouldStartWith("HTTP/1.1 200");
    }
}
