using Harness.Load.Ladder;

namespace Harness.Load.Agents;

/// <summary>How long agents load: rounds are longer than a ladder's, as each costs a start in common.</summary>
public static class AgentProfiles
{
    private const int UsualConnections = 32;

    /// <summary>Of a service of somebody's own, which may not be meant for more.</summary>
    private const int ConnectionsOfService = 8;

    /// <summary>As <c>--profile</c> has them: a minute, five, and three quarters of an hour.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="agents">How many agents there are.</param>
    public static LadderProfile Of(string name, int agents) => Of(name, [Math.Max(UsualConnections, agents)]);

    /// <summary>The same for a service of somebody's own: at one request in flight for each agent, and at a few.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="agents">How many agents there are.</param>
    public static LadderProfile OfService(string name, int agents) =>
        Of(name, [.. new[] { agents, Math.Max(ConnectionsOfService, agents) }.Distinct()]);

    private static LadderProfile Of(string name, IReadOnlyList<int> connections)
    {
        var seconds = name switch { "nightly" => 2700, "standard" => 300, _ => 75 };
        return new LadderProfile(name, TimeSpan.FromSeconds(seconds), connections)
        {
            WarmUp = TimeSpan.FromSeconds(0.5),
            During = TimeSpan.FromSeconds(1),
        };
    }
}
