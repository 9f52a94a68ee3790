using Harness.Load.Alternatives;
using Harness.Load.Ladder;
using Harness.Load.Statistics;

namespace Harness.Load.Suite;

/// <summary>How a profile's budget is shared out.</summary>
/// <param name="Rungs">Time for the rungs.</param>
/// <param name="Bodies">Time for bodies of several sizes.</param>
/// <param name="Alternatives">Time for the alternatives, once they are started.</param>
/// <param name="Processors">Time for the rounds in which processors are looked at.</param>
public sealed record LadderTimes(TimeSpan Rungs, TimeSpan Bodies, TimeSpan Alternatives, TimeSpan Processors)
{
    /// <summary>Starting hello-app, checking each rung, and removing it all.</summary>
    private static readonly TimeSpan AroundIt = TimeSpan.FromSeconds(15);

    /// <summary>Starting nginx and kubectl.</summary>
    private static readonly TimeSpan StartingAlternatives = TimeSpan.FromSeconds(10);

    /// <summary>Where intervals would be closer with more: bodies and alternatives get a tenth each, unless it needs more.</summary>
    private const double Share = 0.1;

    /// <summary>Shares a profile's budget out.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="rungs">How many rungs there are.</param>
    /// <param name="controls">How many of them are controls, of whose processor time nothing is told.</param>
    /// <param name="hasBodies">Whether bodies of several sizes are measured.</param>
    /// <param name="hasAlternatives">Whether the alternatives are measured.</param>
    public static LadderTimes Of(LadderProfile profile, int rungs, int controls, bool hasBodies, bool hasAlternatives)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var (warm, budget) = (profile.WarmUp, profile.Budget - AroundIt - (hasAlternatives ? StartingAlternatives : TimeSpan.Zero));
        var processors = rungs == 0 ? TimeSpan.Zero : profile.ProcessorDuring * (PairedBootstrap.FewestPairs * (rungs - controls + 1));
        var bodies = hasBodies ? AtLeast(profile, warm + profile.BodyDuring, 2 * profile.Bodies.Count) : TimeSpan.Zero;
        var alternatives = hasAlternatives
            ? AtLeast(profile, warm + profile.During, AlternativeSeries.MostWays * profile.AlternativeConnections.Count)
            : TimeSpan.Zero;
        var left = budget - processors - bodies;
        if (rungs == 0)
            return new LadderTimes(TimeSpan.Zero, bodies, hasAlternatives ? left : TimeSpan.Zero, processors);
        left -= alternatives;
        return new LadderTimes(left > TimeSpan.Zero ? left : TimeSpan.Zero, bodies, alternatives, processors);
    }

    private static TimeSpan AtLeast(LadderProfile profile, TimeSpan round, int cells)
    {
        var (least, share) = (round * (PairedBootstrap.FewestPairs * cells), profile.Budget * Share);
        return cells == 0 ? TimeSpan.Zero : least > share ? least : share;
    }
}
