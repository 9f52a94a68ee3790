using System.Globalization;
using System.Net;
using System.Text;
using Harness.Load.Engine;
using HelloApp.Agents;
using Microsoft.AspNetCore.Builder;

namespace Harness.Tests.HelloApp;

/// <summary>An agent as its coordinator meets it: over HTTP, on a real clock.</summary>
internal sealed class AgentTests
{
    private const string Key = "0123456789abcdefghij";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task It_begins_at_the_ordered_moment_and_tells_what_it_measured()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        await using var agent = await RunningAgent.StartAsync([new AgentTarget("direct", hello.Http, "Hello, world!", null, null)]);
        var start = await agent.ClockAsync() + 1_500_000;

        (await agent.OrderAsync(Order("direct", start))).Status.ShouldBe(HttpStatusCode.Accepted);
        var early = await agent.ReportAsync("1");
        var report = await agent.EndOfAsync("1");

        early.IsOver.ShouldBeFalse();
        report.Measured.ShouldNotBeNull().Requests.ShouldBeGreaterThan(0);
        report.LateMilliseconds.ShouldBeInRange(0, Patience.TotalMilliseconds);
        (await agent.ClockAsync()).ShouldBeGreaterThan(start + 200_000);
    }

    [Test]
    public async Task A_token_is_read_from_its_file_for_each_round()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await using var agent = await RunningAgent.StartAsync(
                [new AgentTarget("proxied", new Uri(hello.Http, "/echo"), "", file, null)]);
            var seen = new List<int>();
            foreach (var (round, token) in new[] { ("1", "first"), ("2", "first"), ("3", "second") })
            {
                await File.WriteAllTextAsync(file, token);
                await agent.OrderAsync(Order("proxied", await agent.ClockAsync() + 1_500_000) with { Id = round });
                seen.Add((await agent.EndOfAsync(round)).Tokens);
            }

            seen.ShouldBe([1, 1, 2]);
            (await agent.AskAsync("proxied")).Text.ShouldContain("Bearer second");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task It_sends_the_method_and_the_body_and_counts_the_status_that_it_was_started_with()
    {
        await using var hello = await RunningHelloApp.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "three words more");
            var echo = new AgentTarget("echo", new Uri(hello.Http, "/echo"), "", null, null) { Method = "PUT", BodyFile = file };
            var gone = new AgentTarget("gone", new Uri(hello.Http, "/status/410"), "", null, null) { ExpectedStatus = 410 };
            await using var agent = await RunningAgent.StartAsync([echo, gone]);

            var answer = (await agent.AskAsync("echo")).Text;
            await agent.OrderAsync(Order("gone", await agent.ClockAsync() + 1_500_000));
            var measured = (await agent.EndOfAsync("1")).Measured.ShouldNotBeNull();

            answer.ShouldContain("PUT");
            answer.ShouldContain("three words more");
            (measured.FailedRequests, measured.Requests > 0).ShouldBe((0, true));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("GET", "/clock", null)]
    [TestCase("POST", "/rounds", "0123456789abcdefghiX")]
    [TestCase("POST", "/requests/direct", "0123456789abcdefghi")]
    public async Task Without_the_runs_key_it_does_nothing(string method, string path, string? key)
    {
        await using var agent = await RunningAgent.StartAsync([]);

        var (status, text) = await agent.SendAsync(method, path, "{}", key);

        (status, text).ShouldBe((HttpStatusCode.Unauthorized, "Harness-Agent-Key is missing or wrong\n"));
        (await agent.SendAsync("GET", "/healthz", null, null)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task It_loads_nothing_but_what_it_was_started_with()
    {
        await using var agent = await RunningAgent.StartAsync([]);

        var refused = await agent.OrderAsync(Order("elsewhere", await agent.ClockAsync() + 1_000_000));

        refused.ShouldBe((HttpStatusCode.Conflict, "this agent has no target elsewhere\n"));
        (await agent.AskAsync("elsewhere")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_order_that_cannot_be_kept_is_refused_with_the_reason()
    {
        await using var agent = await RunningAgent.StartAsync([new AgentTarget("direct", new Uri("http://127.0.0.1:1/"), "", null, null)]);
        var soon = await agent.ClockAsync() + 5_000_000;

        (await agent.OrderAsync(Order("direct", 1))).Text.ShouldEndWith(" ms after its start\n");
        (await agent.OrderAsync(Order("direct", long.MaxValue / 2))).Text.ShouldContain("more than two minutes from now");
        (await agent.OrderAsync(Order("direct", soon) with { Connections = 0 })).Text.ShouldStartWith("connections are 0");
        (await agent.OrderAsync(Order("direct", soon) with { DuringSeconds = 301 })).Text.ShouldStartWith("it is longer than 300 s");
        (await agent.OrderAsync(Order("direct", soon))).Status.ShouldBe(HttpStatusCode.Accepted);
        (await agent.OrderAsync(Order("direct", soon) with { Id = "2" })).Text.ShouldBe("round 1 is not over\n");
        (await agent.SendAsync("POST", "/rounds", "{}", Key)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await agent.GetAsync("/rounds/7")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_round_that_fails_is_told_and_not_waited_for()
    {
        await using var agent = await RunningAgent.StartAsync(
            [new AgentTarget("proxied", new Uri("http://127.0.0.1:1/"), "", "/no/such/token", null)]);

        await agent.OrderAsync(Order("proxied", await agent.ClockAsync() + 1_500_000));

        (await agent.EndOfAsync("1")).Failure.ShouldNotBeNull().ShouldContain("--token-file /no/such/token cannot be read");
    }

    [TestCase("--key-file /no/such/file --targets-file x --port 1", "--key-file /no/such/file cannot be read")]
    [TestCase("--targets-file x --port 0", "--port is 0")]
    [TestCase("--targets-file x --port 8081", "--key-file is missing")]
    public void A_wrong_option_is_named(string line, string reason) =>
        Should.Throw<FormatException>(() => AgentOptions.Parse(line.Split(' '))).Message.ShouldStartWith(reason);

    private static AgentOrder Order(string target, long start) => new("1", target, 2, 0, 0.2, 5, start);

    private sealed class RunningAgent(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient _client = new() { BaseAddress = new Uri(app.Urls.Single()) };

        public static async Task<RunningAgent> StartAsync(IReadOnlyList<AgentTarget> targets)
        {
            var app = AgentServer.Create(new AgentOptions(0, Key, targets) { Address = IPAddress.Loopback });
            await app.StartAsync();
            return new RunningAgent(app);
        }

        public Task<(HttpStatusCode Status, string Text)> GetAsync(string path) => SendAsync("GET", path, null, Key);

        public Task<(HttpStatusCode Status, string Text)> OrderAsync(AgentOrder order) =>
            SendAsync("POST", "/rounds", order.ToJson(), Key);

        public Task<(HttpStatusCode Status, string Text)> AskAsync(string target) =>
            SendAsync("POST", $"/requests/{target}", null, Key);

        public async Task<long> ClockAsync() => long.Parse((await GetAsync("/clock")).Text, CultureInfo.InvariantCulture);

        public async Task<AgentReport> ReportAsync(string id) => AgentReport.FromJson((await GetAsync($"/rounds/{id}")).Text);

        public async Task<AgentReport> EndOfAsync(string id)
        {
            using var bound = new CancellationTokenSource(Patience);
            for (; ; await Task.Delay(20, bound.Token))
            {
                if (await ReportAsync(id) is { IsOver: true } report)
                    return report;
            }
        }

        public async Task<(HttpStatusCode Status, string Text)> SendAsync(string method, string path, string? body, string? key)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (key is not null)
                request.Headers.Add(AgentPaths.KeyHeader, key);
            using var response = await _client.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await app.DisposeAsync();
        }
    }
}
