using Harness.Processes;
using Harness.Results;
using Harness.Tests.Images;

namespace Harness.Tests.Results;

internal sealed class RunningMarkTests
{
    [Test]
    public void A_run_is_running_as_long_as_its_mark_is_held_and_leaves_nothing_of_it()
    {
        using var scratch = new Scratch();
        RunningMark.IsSet(scratch.Root).ShouldBeFalse();

        using (RunningMark.TryTake(scratch.Root).ShouldNotBeNull())
        {
            RunningMark.IsSet(scratch.Root).ShouldBeTrue();
            RunningMark.TryTake(scratch.Root).ShouldBeNull();
        }

        RunningMark.IsSet(scratch.Root).ShouldBeFalse();
        Directory.GetFiles(scratch.Root).ShouldBeEmpty();
    }

    [Test]
    [Platform("Linux", Reason = "flock(1) is there")]
    public async Task A_mark_that_a_dead_process_left_is_none_and_one_of_another_living_process_is()
    {
        using var scratch = new Scratch();
        var file = scratch.Write(".running", "");
        RunningMark.IsSet(scratch.Root).ShouldBeFalse();
        using var stop = new CancellationTokenSource();

        var other = ProcessRunner.RunAsync("flock", ["--no-fork", "--exclusive", file, "sleep", "60"], cancellationToken: stop.Token);
        SpinWait.SpinUntil(() => RunningMark.IsSet(scratch.Root), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(other);

        SpinWait.SpinUntil(() => !RunningMark.IsSet(scratch.Root), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
