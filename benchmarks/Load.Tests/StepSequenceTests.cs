using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>Several requests as one.</summary>
public sealed class StepSequenceTests
{
    [Test]
    public async Task Steps_run_in_turn_and_the_first_that_fails_ends_the_pass_by_its_name()
    {
        var (first, second, third) = (new CountingStep(), new CountingStep { Outcome = StepOutcome.Failed("timeout") }, new CountingStep());
        using var pass = new StepSequence([("step 1", first), ("step 2", second), ("step 3", third)]);

        (await pass.RunAsync(CancellationToken.None)).ErrorKind.ShouldBe("step 2: timeout");
        (first.Runs, second.Runs, third.Runs).ShouldBe((1, 1, 0));

        second.Outcome = StepOutcome.Answered;
        (await pass.RunAsync(CancellationToken.None)).ShouldBe(StepOutcome.Answered);
        (first.Runs, second.Runs, third.Runs).ShouldBe((2, 2, 1));
    }

    [Test]
    public void All_its_steps_end_with_it()
    {
        var steps = new[] { new CountingStep(), new CountingStep() };
        new StepSequence([.. steps.Select(step => ("step", (IStep)step))]).Dispose();
        steps.ShouldAllBe(step => step.IsDisposed);
    }

    private sealed class CountingStep : IStep
    {
        public StepOutcome Outcome { get; set; }

        public int Runs { get; private set; }

        public bool IsDisposed { get; private set; }

        public ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
        {
            Runs++;
            return ValueTask.FromResult(Outcome);
        }

        public void Dispose() => IsDisposed = true;
    }
}
