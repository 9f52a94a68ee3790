namespace Harness.Load.Engine;

/// <summary>The closed loop: see <see cref="LoadSimulation.KeepConstant"/>.</summary>
internal sealed record KeepConstant : LoadSimulation
{
    private readonly int _copies;

    public KeepConstant(int copies, TimeSpan during)
        : base(during)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(during, TimeSpan.Zero);
        _copies = copies;
    }

    internal override async Task<RoundMeasurement> DriveAsync(
        LoadScenario scenario, RoundWindow window, TimeProvider time, CancellationToken cancellationToken)
    {
        // Without Task.Run a step that happens to complete synchronously would keep the later copies from starting.
        var copies = Enumerable.Range(0, _copies)
            .Select(_ => Task.Run(() => new ClosedLoopCopy(scenario, window, time).RunAsync(cancellationToken), CancellationToken.None))
            .ToArray();
        var tallies = await Task.WhenAll(copies).ConfigureAwait(false);

        // One merge at the end: nothing is shared between the copies while they run.
        return RoundMeasurement.Merge(tallies.Select(tally => tally.ToMeasurement(window, time))) with
        {
            // Each copy ends with its own last answer, so each has its own length. The mean makes requests/s unbiased: no copy's
            // waiting for the slowest is counted, and a stalled round is as long as its stall.
            Seconds = tallies.Average(tally => tally.Seconds(window, time)),
        };
    }
}
