namespace Harness.Load.Engine;

/// <summary>What an agent serves: a process that waits in a pod for rounds to measure.</summary>
public static class AgentPaths
{
    /// <summary>Header with the run's key, which every request but the one for <see cref="Health"/> must have.</summary>
    public const string KeyHeader = "Harness-Agent-Key";

    /// <summary>GET: whether it serves. Without the key, for the kubelet.</summary>
    public const string Health = "/healthz";

    /// <summary>GET: the agent's clock, in microseconds since 1970 (UTC), as text.</summary>
    public const string Clock = "/clock";

    /// <summary>POST an <see cref="AgentOrder"/>; it is taken (202), or refused with a sentence.</summary>
    public const string Rounds = "/rounds";

    /// <summary>GET, with the round's id behind it: its <see cref="AgentReport"/>.</summary>
    public const string Round = "/rounds/";

    /// <summary>POST, with a target's name behind it: makes one request; its answer is an <see cref="HttpAnswer"/>.</summary>
    public const string Request = "/requests/";
}
