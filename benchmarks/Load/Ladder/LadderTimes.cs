using Harness.Load.Statistics;

namespace Harness.Load.Ladder;

/// <summary>How a profile's budget is shared out.</summary>
/// <param name="Rungs">Time for the rungs.</param>
/// <param name="Bodies">Time for bodies of several sizes.</param>
/// <param name="Processors">Time for the rounds in which processors are looked at.</param>
public sealed record LadderTimes(TimeSpan Rungs, TimeSpan Bodies, TimeSpan Processors)
{
    /// <summary>Starting hello-app, checking each rung, and removing it all.</summary>
    private static readonly TimeSpan AroundIt = TimeSpan.FromSeconds(15);

    /// <summary>Where intervals would be closer with more: bodies get a tenth, unless an interval needs more.</summary>
    private const double BodyShare = 0.1;

    /// <summary>Shares a profile's budget out.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="rungs">How many rungs there are.</param>
    /// <param name="controls">How many of them are controls, of whose processor time nothing is told.</param>
    /// <param name="hasBodies">Whether bodies of several sizes are measured.</param>
    public static LadderTimes Of(LadderProfile profile, int rungs, int controls, bool hasBodies)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var round = profile.WarmUp + profile.During;
        var processors = profile.ProcessorDuring * (PairedBootstrap.FewestPairs * (rungs - controls + 1));
        var least = round * (PairedBootstrap.FewestPairs * 2 * profile.Bodies.Count);
        var share = profile.Budget * BodyShare;
        var bodies = !hasBodies || profile.Bodies.Count == 0 ? TimeSpan.Zero : least > share ? least : share;
        var left = profile.Budget - AroundIt - processors - bodies;
        return new LadderTimes(left > TimeSpan.Zero ? left : TimeSpan.Zero, bodies, processors);
    }
}
