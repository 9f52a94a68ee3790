namespace Harness.Load.Engine;

/// <summary>
/// When the requests of one open simulation are due. They are counted out one by one: however many are late, none is stored, so that
/// memory stays the same.
/// </summary>
internal sealed class Arrivals
{
    private readonly double _from;
    private readonly double _to;
    private readonly double _seconds;
    private readonly int _step;
    private readonly Random? _random;
    private double _at;
    private long _number;

    private Arrivals(double from, double to, double seconds, LoopShare share, Random? random)
    {
        _from = from;
        _to = to;
        _seconds = seconds;
        _step = share.Of;
        _number = share.Index;
        _random = random;
    }

    /// <summary>One loop's share of a simulation's requests: every n-th, or, at random, an n-th of the rate.</summary>
    /// <param name="load">The simulation.</param>
    /// <param name="before">Rate of the simulation before, from which a ramp begins.</param>
    /// <param name="share">The loop's share.</param>
    public static Arrivals Of(OpenLoad load, double before, LoopShare share)
    {
        var seconds = load.During.TotalSeconds;
        return load.Kind switch
        {
            ArrivalKind.Random => new(
                load.Rate / share.Of, load.Rate / share.Of, seconds, share, new Random(HashCode.Combine(load.Seed, share.Index))),
            ArrivalKind.Ramp => new(before, load.Rate, seconds, share, null),
            _ => new(load.Rate, load.Rate, seconds, share, null),
        };
    }

    /// <summary>The next one's moment in seconds from the simulation's start; null after the last.</summary>
    public double? Next()
    {
        _at = _random is null ? Moment(_number) : _at - (Math.Log(1 - _random.NextDouble()) / _from);
        _number += _step;
        return _at < _seconds ? _at : null;
    }

    /// <summary>
    /// How many are left after the last one that was taken, without counting them out: at a rate far beyond the machine, that would take
    /// longer than the load itself.
    /// </summary>
    /// <returns>At random, the mean number of them.</returns>
    public long Rest() => _random is null
        ? Math.Max(0, (End() - _number + _step - 1) / _step)
        : (long)Math.Round(Math.Max(0, _seconds - _at) * _from);

    /// <summary>Number of the first request that is not due any more: about the mean rate times the time.</summary>
    private long End()
    {
        var end = (long)Math.Ceiling((_from + _to) / 2 * _seconds);
        while (end > 0 && Moment(end - 1) >= _seconds)
            end--;
        while (Moment(end) < _seconds)
            end++;
        return end;
    }

    /// <summary>
    /// When as many requests as the number says were due. With a rate that goes evenly from a to b over the time T, a·t + (b-a)·t²/(2T)
    /// requests were due at t; this is that equation, solved so that it also holds for a constant rate.
    /// </summary>
    private double Moment(long number)
    {
        if (number == 0)
            return 0;
        var underRoot = (_from * _from) + (2 * (_to - _from) / _seconds * number);
        return underRoot < 0 ? double.PositiveInfinity : 2 * number / (_from + Math.Sqrt(underRoot));
    }
}

/// <summary>One loop of several that share a load.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Of">How many there are.</param>
internal readonly record struct LoopShare(int Index, int Of)
{
    /// <summary>This loop's part of a number of copies; all loops' parts add up to it.</summary>
    public int Part(int copies) => (copies / Of) + (Index < copies % Of ? 1 : 0);
}
