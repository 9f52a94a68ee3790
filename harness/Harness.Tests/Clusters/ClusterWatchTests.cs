using Harness.Clusters;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters;

internal sealed class ClusterWatchTests
{
    [Test]
    public async Task An_engine_that_answers_too_late_once_does_not_end_the_watch()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Text("ok"));
        using var admin = api.Client();
        var asked = 0;
        await using var watch = new ClusterWatch(
            admin, _ => ++asked == 1 ? throw new TaskCanceledException("its own time-out") : Task.FromResult<string?>("exited"));
        var lost = new TaskCompletionSource();
        await using var registration = watch.Lost.Register(lost.SetResult);

        // A watch that ended would keep the test waiting for ever.
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));

        watch.Because.ShouldBe("exited");
    }
}
