namespace Harness.Load.Engine;

/// <summary>One copy of a scenario: request, answer, next request.</summary>
internal sealed class ClosedLoopCopy(LoadScenario scenario, RoundWindow window, TimeProvider time)
{
    public async Task<CopyTally> RunAsync(CancellationToken cancellationToken)
    {
        using var step = scenario.CreateStep();
        using var deadline = new StepDeadline(time, cancellationToken);
        var start = time.GetTimestamp();
        var tally = new CopyTally(start);
        while (WantsAnother(tally, start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = time.GetElapsedTime(start, window.GiveUpAt);
            var cutByRound = left < scenario.StepTimeout;
            StepOutcome outcome;
            try
            {
                outcome = await step.RunAsync(deadline.After(cutByRound ? left : scenario.StepTimeout)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (deadline.IsOver && !cancellationToken.IsCancellationRequested)
            {
                outcome = StepOutcome.Failed(cutByRound ? ErrorKinds.Unfinished : ErrorKinds.Timeout);
            }

            var end = time.GetTimestamp();
            // A request of the warm-up is dropped, unless it used up the whole round, which must not look like a quiet one.
            if (start >= window.MeasureFrom || end >= window.GiveUpAt)
                tally.Record(start, end, outcome, time);
            // One clock reading for both: the time between requests belongs to the next one, so none is lost.
            start = end;
        }

        return tally;
    }

    /// <summary>At least one measured request for each copy, also when the warm-up's last one outlasted the measured time.</summary>
    private bool WantsAnother(CopyTally tally, long now) =>
        now < window.MeasureUntil || (tally.IsEmpty && now < window.GiveUpAt);
}
