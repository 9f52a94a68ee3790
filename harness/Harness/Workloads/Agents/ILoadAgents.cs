using Harness.Load.Engine;

namespace Harness.Workloads.Agents;

/// <summary>Agents that load together: processes in pods, each with its share of a round.</summary>
public interface ILoadAgents
{
    /// <summary>Waits until all are there and answer; one that was lost is replaced.</summary>
    /// <returns>Each of them, by number.</returns>
    /// <exception cref="HarnessException">One does not start; the message names it and says why.</exception>
    Task<IReadOnlyList<ILoadAgent>> ReadyAsync(CancellationToken cancellationToken);
}

/// <summary>One of them.</summary>
public interface ILoadAgent
{
    /// <summary>Its number, from 0.</summary>
    int Index { get; }

    /// <summary>Name of its pod; a replacement has another.</summary>
    string Pod { get; }

    /// <summary>Name of the node that it runs on.</summary>
    string Node { get; }

    /// <summary>Its clock, in microseconds since 1970 (UTC).</summary>
    /// <exception cref="AgentSilentException">No answer.</exception>
    Task<long> ClockAsync(CancellationToken cancellationToken);

    /// <summary>Has it make one request without load.</summary>
    /// <param name="target">Name of a target.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AgentSilentException">No answer.</exception>
    Task<HttpAnswer> AskAsync(string target, CancellationToken cancellationToken);

    /// <summary>Orders a round.</summary>
    /// <exception cref="AgentSilentException">No answer, or a refusal.</exception>
    Task OrderAsync(AgentOrder order, CancellationToken cancellationToken);

    /// <summary>How a round stands.</summary>
    /// <param name="round">Its id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AgentSilentException">No answer.</exception>
    Task<AgentReport> ReportAsync(string round, CancellationToken cancellationToken);

    /// <summary>Why it will never answer again, by what the API server says of its pod; null where its pod runs.</summary>
    Task<string?> WhyLostAsync(CancellationToken cancellationToken);
}

/// <summary>An agent that did not do as it was told.</summary>
/// <param name="agent">Its number.</param>
/// <param name="message">What was asked of it, and what came back.</param>
/// <param name="cause">What broke; null for none.</param>
public sealed class AgentSilentException(int agent, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Its number.</summary>
    public int Agent => agent;
}
