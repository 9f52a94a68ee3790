using Harness.Load.Engine;
using Harness.Load.Tests.Support;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Routes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchedRoundsTests
{
    private static readonly LoadRound Round = new(1, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.Zero);
    private readonly List<string> _sent = [];
    private readonly KnownToken _token = new();
    private IList<V1Pod> _pods = [Pod()];

    [Test]
    public async Task A_round_in_which_nothing_happens_is_measured_once()
    {
        var rounds = await MeasureAsync(_ => { });

        rounds.ShouldHaveSingleItem().Disturbance.ShouldBeNull();
    }

    [Test]
    public async Task A_round_in_which_a_pod_was_restarted_is_measured_once_more()
    {
        var rounds = await MeasureAsync(round => _pods = round == 0 ? [Pod(restarts: 1)] : _pods);

        rounds.Select(round => round.Disturbance).ShouldBe(["pod hello was restarted (Error, exit code 137)", null]);
    }

    [Test]
    public async Task Both_times_are_told_where_it_is_disturbed_again()
    {
        var rounds = await MeasureAsync(round => _pods = [Pod(restarts: round + 1)]);

        rounds.Count.ShouldBe(2);
        rounds.ShouldAllBe(round => round.Disturbance != null);
    }

    [Test]
    public async Task A_token_that_expires_in_a_round_is_renewed_for_its_repetition()
    {
        var rounds = await MeasureAsync(_ => { }, round => round == 0 ? [("401 Unauthorized", 7)] : []);

        rounds.Select(round => round.Disturbance).ShouldBe(["7 × 401 Unauthorized: the token had expired", null]);
        _sent.ShouldBe(["token-1", "token-2"]);
    }

    [Test]
    public async Task A_401_where_no_token_is_renewed_is_an_error_like_any_other()
    {
        var rounds = await MeasureAsync(_ => { }, _ => [("401 Unauthorized", 7)], caller: null);

        rounds.ShouldHaveSingleItem().Disturbance.ShouldBeNull();
    }

    [Test]
    public async Task A_restart_that_is_told_of_late_belongs_to_the_round_that_it_broke()
    {
        var looks = 0;
        var late = new PodWatch(_ => Task.FromResult<IList<V1Pod>>([Pod(restarts: ++looks > 3 ? 1 : 0)]));

        var rounds = await MeasureAsync(_ => { }, round => round == 0 ? [("connection reset", 1)] : [], _token, late);

        rounds[0].Disturbance.ShouldBe("pod hello was restarted (Error, exit code 137)");
    }

    [Test]
    public async Task Errors_without_a_restart_are_the_ways_own()
    {
        var patient = new PodWatch(_ => Task.FromResult(_pods)) { Lag = TimeSpan.FromMilliseconds(1) };

        var rounds = await MeasureAsync(_ => { }, _ => [("503 Service Unavailable", 9)], _token, patient);

        rounds.ShouldHaveSingleItem().Disturbance.ShouldBeNull();
    }

    [Test]
    public async Task A_look_that_fails_disturbs_nothing_and_is_told()
    {
        var watch = new WatchedRounds(new PodWatch(_ => throw new HttpRequestException("no route to host")));

        var rounds = await watch.MeasureAsync(Generator(_ => { }, _ => []), Route(null), Round, CancellationToken.None);

        rounds.ShouldHaveSingleItem().Disturbance.ShouldBeNull();
        watch.Missing.ShouldBe("Whether pods were restarted is not known of every round: listing them failed: no route to host");
    }

    [Test]
    public async Task Pods_that_stay_unready_end_the_measurement_with_their_names()
    {
        var watch = new PodWatch(_ => Task.FromResult(_pods)) { Patience = TimeSpan.FromMilliseconds(30) };

        var failure = await Should.ThrowAsync<HarnessException>(() => MeasureAsync(_ => _pods = [Pod(ready: false)], watch: watch));

        failure.Message.ShouldContain("1 pods are ready again");
        failure.Message.ShouldContain("hello: not ready");
    }

    [Test]
    public void What_is_replaced_under_its_old_name_or_removed_is_a_change_and_what_is_new_is_none()
    {
        Change([Pod()], [Pod(uid: "2")]).ShouldBe("pod hello was removed");
        Change([Pod()], []).ShouldBe("pod hello was removed");
        Change([Pod()], [Pod(isEnding: true)]).ShouldBe("pod hello was removed");
        Change([Pod()], [Pod(ready: false)]).ShouldBe("pod hello became unready");
        Change([Pod()], [Pod(), Pod("another")]).ShouldBeNull();
        Change([Pod(ready: false)], [Pod()]).ShouldBeNull();
    }

    private static string? Change(IEnumerable<V1Pod> before, IEnumerable<V1Pod> now) =>
        SeenPod.Change(SeenPod.Of(before), SeenPod.Of(now));

    private Task<IReadOnlyList<WatchedRound<RoundMeasurement>>> MeasureAsync(
        Action<int> during, Func<int, IEnumerable<(string Kind, long Count)>>? errors = null, IRouteCaller? caller = null,
        PodWatch? watch = null) =>
        new WatchedRounds(watch ?? new PodWatch(_ => Task.FromResult(_pods))).MeasureAsync(
            Generator(during, errors ?? (_ => [])), Route(caller), Round, CancellationToken.None);

    private Task<IReadOnlyList<WatchedRound<RoundMeasurement>>> MeasureAsync(
        Action<int> during, Func<int, IEnumerable<(string Kind, long Count)>> errors) => MeasureAsync(during, errors, _token);

    private FakeGenerator Generator(Action<int> during, Func<int, IEnumerable<(string Kind, long Count)>> errors) =>
        new(new FakeTimeProvider(), round =>
        {
            during(round);
            return new RoundMeasurement
            {
                Latencies = Latencies.NewHistogram(),
                Errors = errors(round).ToDictionary(one => one.Kind, one => one.Count),
                Seconds = 1,
            };
        })
        {
            Sent = target => _sent.Add(target.Authorization?.Parameter ?? ""),
        };

    private static LoadRoute Route(IRouteCaller? caller) =>
        new("proxy", "loopback", new HttpTarget(new Uri("http://127.0.0.1:1/"), "Hello, world!")) { Caller = caller };

    private static V1Pod Pod(
        string name = "hello", int restarts = 0, bool ready = true, string uid = "1", bool isEnding = false) => new()
        {
            Metadata = new V1ObjectMeta { Name = name, Uid = uid, DeletionTimestamp = isEnding ? DateTime.UnixEpoch : null },
            Status = new V1PodStatus
            {
                Phase = "Running",
                Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }],
                ContainerStatuses =
                [
                    new V1ContainerStatus
                    {
                        RestartCount = restarts,
                        LastState = restarts == 0
                            ? null
                            : new V1ContainerState { Terminated = new V1ContainerStateTerminated { Reason = "Error", ExitCode = 137 } },
                    },
                ],
            },
        };
}
