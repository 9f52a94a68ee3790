using Harness.Load.Engine;
using Harness.Load.Ladder;
using Harness.Load.Statistics;
using Harness.Load.Tests.Support;
using Harness.Results;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Load.Tests.Ladder;

/// <summary>A way that is right when it is checked, and bad when it is measured: its result says how, and it is never just slow.</summary>
public sealed class BadTargetTests
{
    private static readonly LadderProfile Profile = new("test", TimeSpan.FromSeconds(1), [2])
    {
        WarmUp = TimeSpan.Zero,
        During = TimeSpan.FromMilliseconds(60),
        Drain = TimeSpan.FromMilliseconds(400),
    };

    [Test]
    public async Task One_that_refuses_is_refused_connections() =>
        Errors(await MeasureAsync(LaterAt(RawServer.RefusedUrl()))).ShouldBe([ErrorKinds.ConnectionRefused]);

    [Test]
    public async Task One_that_resets_is_reset_connections()
    {
        using var server = RawServer.Resetting();

        Errors(await MeasureAsync(LaterAt(server.Url))).ShouldBe([ErrorKinds.ConnectionReset]);
    }

    [Test]
    public async Task One_that_talks_garbage_is_garbage()
    {
        using var server = RawServer.Sending("220 mail.example ESMTP\r\n\r\n");

        Errors(await MeasureAsync(LaterAt(server.Url))).ShouldBe([ErrorKinds.Garbage]);
    }

    [Test]
    public async Task One_that_says_something_else_is_a_wrong_body()
    {
        await using var server = await LoopbackServer.AnsweringAsync(200, "Under maintenance");

        Errors(await MeasureAsync(LaterAt(server.Url))).ShouldBe([ErrorKinds.WrongBody]);
    }

    [Test]
    public async Task One_whose_certificate_is_not_the_expected_authoritys_is_a_wrong_certificate()
    {
        using var authority = new Authority();
        using var another = new Authority();
        await using var server = await LoopbackServer.StartAsync(
            (context, _) => context.Response.WriteAsync(LoopbackServer.Hello), authority.ForLoopback());

        Errors(await MeasureAsync(target => target with { Url = server.Url, Authorities = another.Public }))
            .ShouldBe([ErrorKinds.WrongCertificate]);
    }

    [Test]
    public async Task One_that_answers_after_the_rounds_end_is_unfinished_and_has_no_throughput()
    {
        var release = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync((context, _) => release.Task.WaitAsync(context.RequestAborted));

        var result = await MeasureAsync(LaterAt(server.Url));

        release.SetResult();
        Errors(result).ShouldBe([ErrorKinds.Unfinished]);
    }

    [Test]
    public async Task One_that_is_bad_when_it_is_checked_is_not_measured()
    {
        var bad = new HttpTarget(RawServer.RefusedUrl(), "Hello, world!");
        var benchmark = new LadderBenchmark(
            [new LadderRung(new LoadRoute("proxy", "loopback", bad), new LocalLoadGenerator())], Profile, seed: 1);

        var failure = await Should.ThrowAsync<HarnessException>(() => benchmark.RunAsync(null, CancellationToken.None));

        failure.Message.ShouldStartWith("nothing was measured: the proxy route must answer 200");
        failure.Message.ShouldContain(ErrorKinds.ConnectionRefused, Case.Insensitive);
        benchmark.Result.ShouldBeNull();
    }

    private static Func<HttpTarget, HttpTarget> LaterAt(Uri url) => target => target with { Url = url };

    private static IEnumerable<string> Errors(LadderResult result)
    {
        var cell = result.Cells.Single(cell => cell.Rung == "proxy");
        if (cell.Rounds.Any(round => round is { Requests: 0, Errors: 0 }) && cell.Rounds.Any(round => round.Errors > 0))
            Assert.Inconclusive("this machine is too busy: a round was over before anything was answered");
        cell.Rounds.ShouldAllBe(round => round.Requests == 0 && round.RequestsPerSecond == 0 && round.P50 == 0 && round.Errors > 0);
        result.Steps.Single().Verdict.ShouldBe(ChangeVerdict.Inconclusive);
        return cell.Errors.Keys;
    }

    private static async Task<LadderResult> MeasureAsync(Func<HttpTarget, HttpTarget> later)
    {
        await using var good = await LoopbackServer.StartAsync();
        var route = new LoadRoute("direct", "loopback", good.Target);
        var benchmark = new LadderBenchmark(
            [
                new LadderRung(route, new LocalLoadGenerator()),
                new LadderRung(route with { Name = "proxy" }, new RightUntilMeasured(later)) { Against = "direct" },
            ],
            Profile, seed: 1);
        await benchmark.RunAsync(null, CancellationToken.None);
        benchmark.Result!.Cells[0].Rounds.Count.ShouldBeGreaterThanOrEqualTo(PairedBootstrap.FewestPairs);
        return benchmark.Result;
    }

    private sealed class RightUntilMeasured(Func<HttpTarget, HttpTarget> later) : ILoadGenerator
    {
        private readonly LocalLoadGenerator _local = new();

        public Task<HttpAnswer> AskAsync(HttpTarget target, TimeSpan timeout, CancellationToken cancellationToken) =>
            _local.AskAsync(target, timeout, cancellationToken);

        public Task<RoundMeasurement> RunAsync(HttpTarget target, LoadRound round, CancellationToken cancellationToken) =>
            _local.RunAsync(later(target), round, cancellationToken);
    }
}
