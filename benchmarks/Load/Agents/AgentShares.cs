namespace Harness.Load.Agents;

/// <summary>A round's connections, shared out among agents.</summary>
internal static class AgentShares
{
    /// <summary>As evenly as whole connections allow; the first agents have one more.</summary>
    public static IReadOnlyList<int> Of(int connections, int agents)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, agents);
        return [.. Enumerable.Range(0, agents).Select(agent => (connections / agents) + (agent < connections % agents ? 1 : 0))];
    }
}
