using Harness.Load.Engine;
using Harness.Load.SideEffects;

namespace Harness.Load.Tests.SideEffects;

/// <summary>Lease renewal and watch delivery, against an API server of which the answers are known.</summary>
[CancelAfter(20_000)]
public sealed class OrdinaryStepTests
{
    [Test]
    public async Task A_lease_is_renewed_with_the_version_of_the_last_answer(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync();
        using var step = Lease(api);

        for (var i = 0; i < 3; i++)
            (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Answered);

        api.Renewed.Count.ShouldBe(3);
        api.Renewed.ShouldAllBe(time => time.Length == "2026-01-31T22:02:00.000000Z".Length && time.EndsWith('Z'));
    }

    [Test]
    public async Task A_lease_that_somebody_else_renewed_is_a_conflict_and_then_read_again(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync();
        using var step = Lease(api);
        await step.RunAsync(cancellation);
        api.Overtake();

        (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Failed("409 Conflict"));
        (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Answered);
    }

    [Test]
    public async Task Refusals_are_named_by_kind(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync();
        await using var watch = await WatchAsync(api, cancellation);
        using var lease = Lease(api);
        using var delivery = Delivery(api, watch);
        api.Refuses = 403;

        (await lease.RunAsync(cancellation)).ShouldBe(StepOutcome.Failed("403 Forbidden"));
        (await delivery.RunAsync(cancellation)).ShouldBe(StepOutcome.Failed("403 Forbidden"));
    }

    [Test]
    public async Task Updates_are_delivered_each_to_who_made_it(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync();
        await using var watch = await WatchAsync(api, cancellation);
        var steps = Enumerable.Range(0, 8).Select(_ => Delivery(api, watch)).ToList();

        var outcomes = await Task.WhenAll(steps.Select(step => step.RunAsync(cancellation).AsTask()));

        outcomes.ShouldAllBe(outcome => outcome == StepOutcome.Answered);
        api.Watches.ShouldBe(1);
    }

    [Test]
    public async Task An_update_is_no_delivery_before_the_watcher_has_it(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync();
        await using var watch = await WatchAsync(api, cancellation);
        // Answers before it returns, so that the step has its answer once it is called: what is left to wait for is the watcher.
        using var client = new HttpMessageInvoker(new AnsweringHandler());
        using var step = new WatchDeliveryStep(client, api.Url("configmap"), FakeApi.Token, watch);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        var delivery = step.RunAsync(patience.Token).AsTask();
        delivery.IsCompleted.ShouldBeFalse();

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(delivery);
    }

    [Test]
    public async Task A_watch_that_is_refused_is_named_and_passes_for_no_slowness(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync(new FakeApi { WatchStatus = 403 });
        await using var watch = await WatchAsync(api, cancellation);
        using var step = Delivery(api, watch);

        (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Failed("watch: 403 Forbidden"));
    }

    [Test]
    public async Task A_watch_that_ends_is_begun_again(CancellationToken cancellation)
    {
        await using var api = await FakeApi.StartAsync(new FakeApi { EndsWatches = true });
        await using var watch = await WatchAsync(api, cancellation);
        using var step = Delivery(api, watch);

        (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Answered);
        while (api.Watches < 2 || watch.Trouble is not null)
            await Task.Delay(10, cancellation);
        (await step.RunAsync(cancellation)).ShouldBe(StepOutcome.Answered);
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent([]) });
    }

    private static LeaseRenewalStep Lease(FakeApi api) => new(api.Client, api.Url("lease"), FakeApi.Token, () => { });

    private static WatchDeliveryStep Delivery(FakeApi api, ObjectWatch watch) =>
        new(api.Client, api.Url("configmap"), FakeApi.Token, watch);

    private static async Task<ObjectWatch> WatchAsync(FakeApi api, CancellationToken cancellation)
    {
        var watch = new ObjectWatch(api.Client, api.Url("configmaps?watch=true"), () => FakeApi.Token);
        await watch.BeginAsync(cancellation);
        return watch;
    }
}
