namespace Harness.Load.Engine;

/// <summary>One loop's share of simulations, on the clock: a closed one, or several open ones that follow one another.</summary>
internal abstract class LoadSegment
{
    protected LoadSegment(long from, long until)
    {
        From = from;
        Until = until;
    }

    /// <summary>Its beginning.</summary>
    public long From { get; }

    /// <summary>Its end.</summary>
    public long Until { get; protected set; }

    /// <summary>The simulations in turn; the first is preceded by a warm-up at the level with which it begins.</summary>
    public static List<LoadSegment> Of(
        IReadOnlyList<LoadSimulation> simulations, RoundWindow window, long warmUpFrom, LoopShare share, double ticksPerSecond)
    {
        var segments = new List<LoadSegment>();
        if (window.MeasureFrom > warmUpFrom)
        {
            var warmUp = TimeSpan.FromSeconds((window.MeasureFrom - warmUpFrom) / ticksPerSecond);
            if (simulations[0] is ClosedLoad { IsRamp: false } or OpenLoad { Kind: not ArrivalKind.Ramp })
                Add(segments, simulations[0] with { During = warmUp }, null, warmUpFrom, share, ticksPerSecond);
            // What the warm-up left over is no part of the measurement.
            segments.Add(new ClosedSegment(window.MeasureFrom, window.MeasureFrom, 0, 0));
        }

        var from = window.MeasureFrom;
        for (var index = 0; index < simulations.Count; index++)
        {
            Add(segments, simulations[index], index == 0 ? null : simulations[index - 1], from, share, ticksPerSecond);
            from = segments[^1].Until;
        }

        return segments;
    }

    private static void Add(
        List<LoadSegment> segments, LoadSimulation simulation, LoadSimulation? before, long from, LoopShare share, double ticksPerSecond)
    {
        var until = from + (long)(simulation.During.TotalSeconds * ticksPerSecond);
        if (simulation is ClosedLoad closed)
        {
            var atFirst = closed.IsRamp ? (before as ClosedLoad)?.Copies ?? 0 : closed.Copies;
            segments.Add(new ClosedSegment(from, until, share.Part(atFirst), share.Part(closed.Copies)));
            return;
        }

        var load = (OpenLoad)simulation;
        if (segments is not [.., OpenSegment open])
            segments.Add(open = new OpenSegment(from, ticksPerSecond));
        open.Add(Arrivals.Of(load, (before as OpenLoad)?.Rate ?? 0, share), from, until);
    }
}

/// <summary>A number of copies that each send their next request on the answer to the last.</summary>
internal sealed class ClosedSegment(long from, long until, int atFirst, int atLast) : LoadSegment(from, until)
{
    /// <summary>How many copies there should be.</summary>
    public int CopiesAt(long now) => now >= Until
        ? atLast
        : atFirst + (int)Math.Round((atLast - atFirst) * (double)(now - From) / (Until - From));
}

/// <summary>Requests that are due at moments known beforehand, those of several simulations in a row.</summary>
internal sealed class OpenSegment(long from, double ticksPerSecond) : LoadSegment(from, from)
{
    private readonly Queue<(Arrivals Arrivals, long From)> _pieces = new();

    /// <summary>When the next request is due, maybe in the past; the largest number after the last.</summary>
    public long NextDue { get; private set; } = long.MaxValue;

    /// <summary>Appends a simulation.</summary>
    public void Add(Arrivals arrivals, long from, long until)
    {
        _pieces.Enqueue((arrivals, from));
        Until = until;
        if (NextDue == long.MaxValue)
            MoveOn();
    }

    /// <summary>The request after.</summary>
    public void MoveOn()
    {
        NextDue = long.MaxValue;
        while (NextDue == long.MaxValue && _pieces.TryPeek(out var piece))
        {
            if (piece.Arrivals.Next() is { } seconds)
                NextDue = piece.From + (long)(seconds * ticksPerSecond);
            else
                _pieces.Dequeue();
        }
    }

    /// <summary>Passes over all requests that are left.</summary>
    /// <returns>How many there were.</returns>
    public long Drop()
    {
        // The next one was taken from its piece already.
        var dropped = (NextDue == long.MaxValue ? 0 : 1) + _pieces.Sum(piece => piece.Arrivals.Rest());
        NextDue = long.MaxValue;
        _pieces.Clear();
        return dropped;
    }
}
