using Harness.Load.Ladder;

namespace Harness.Load.Agents;

/// <summary>How long agents load: rounds are longer than a ladder's, as each costs a start in common.</summary>
public static class AgentProfiles
{
    private const int UsualConnections = 32;

    /// <summary>As <c>--profile</c> has them: a minute, five, and three quarters of an hour.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="agents">How many agents there are.</param>
    public static LadderProfile Of(string name, int agents)
    {
        var seconds = name switch { "nightly" => 2700, "standard" => 300, _ => 75 };
        return new LadderProfile(name, TimeSpan.FromSeconds(seconds), [Math.Max(UsualConnections, agents)])
        {
            WarmUp = TimeSpan.FromSeconds(0.5),
            During = TimeSpan.FromSeconds(1),
        };
    }
}
