using Harness.Lifetime;

namespace Harness.Tests.Lifetime;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TeardownTests : IAsyncDisposable
{
    private readonly List<string> _removed = [];
    private readonly Teardown _teardown = new();

    [Test]
    public async Task Last_made_is_first_removed()
    {
        Push("network");
        Push("container");
        Push("namespace");

        await _teardown.DisposeAsync();

        _removed.ShouldBe(["namespace", "container", "network"]);
    }

    [Test]
    public async Task Every_entry_runs_and_the_failures_are_gathered_by_name()
    {
        Push("network");
        Push("container 1f3a", () => throw new IOException("engine gone"));
        Push("namespace");
        _teardown.Push("token", _ => Task.FromException(new InvalidOperationException("revoked twice")));

        var failure = await Should.ThrowAsync<AggregateException>(async () => await _teardown.DisposeAsync());

        _removed.ShouldBe(["namespace", "network"]);
        failure.InnerExceptions.Select(one => one.Message).ShouldBe(
            ["could not remove token: revoked twice", "could not remove container 1f3a: engine gone"]);
        failure.InnerExceptions.ShouldAllBe(one => ((HarnessException)one).Kind == FailureKind.Undecided);
    }

    [Test]
    public async Task What_a_removal_says_is_left_is_not_lost_for_its_cause()
    {
        _teardown.Push("namespaces", _ => throw HarnessException.Undecided("left: a, b", new OperationCanceledException()));

        (await Should.ThrowAsync<AggregateException>(async () => await _teardown.DisposeAsync())).InnerExceptions.Single().Message
            .ShouldBe("could not remove namespaces: left: a, b");
    }

    [Test]
    public async Task Twice_removes_once()
    {
        Push("container");

        await _teardown.DisposeAsync();
        await _teardown.DisposeAsync();

        _removed.ShouldBe(["container"]);
    }

    [Test]
    public async Task The_second_of_two_at_once_waits_for_the_first_and_removes_nothing_again()
    {
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _teardown.Push("container", async _ =>
        {
            begun.SetResult();
            await goOn.Task;
            _removed.Add("container");
        });

        var first = _teardown.DisposeAsync().AsTask();
        await begun.Task;
        var second = _teardown.DisposeAsync().AsTask();
        second.IsCompleted.ShouldBeFalse();
        goOn.SetResult();
        await Task.WhenAll(first, second);

        _removed.ShouldBe(["container"]);
    }

    [Test]
    public async Task What_is_pushed_while_it_runs_is_removed_as_well()
    {
        _teardown.Push("container", _ =>
        {
            Push("volume");
            return Task.CompletedTask;
        });

        await _teardown.DisposeAsync();

        _removed.ShouldBe(["volume"]);
    }

    public ValueTask DisposeAsync() => _teardown.DisposeAsync();

    private void Push(string name, Action? before = null) => _teardown.Push(name, _ =>
    {
        before?.Invoke();
        _removed.Add(name);
        return Task.CompletedTask;
    });
}
