using Harness.Results;
using Harness.Workloads.Agents;

namespace Harness.Load.Agents;

/// <summary>The agents as they are now, with their clocks; those that were lost are replaced.</summary>
/// <param name="agents">Where they come from.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentCrew(ILoadAgents agents, TimeProvider time)
{
    /// <summary>Crystals drift apart by some tens of microseconds a second, so an offset is soon old.</summary>
    private static readonly TimeSpan OffsetLasts = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, AgentFacts> _facts = [];
    private IReadOnlyList<CrewMember>? _members;
    private long _measuredAt;

    /// <summary>What the last round's orders took together.</summary>
    public TimeSpan LastOrders { get; set; }

    /// <summary>Every agent that there was.</summary>
    public IReadOnlyList<AgentFacts> Facts => [.. _facts.Values.OrderBy(one => one.Agent)];

    /// <summary>All agents, ready, with clocks that were looked at lately.</summary>
    /// <exception cref="HarnessException">One does not start.</exception>
    /// <exception cref="AgentSilentException">One does not answer.</exception>
    public async Task<IReadOnlyList<CrewMember>> GatherAsync(CancellationToken cancellationToken)
    {
        if (_members is { } known && time.GetElapsedTime(_measuredAt) < OffsetLasts)
            return known;
        var ready = _members?.Select(member => member.Agent).ToList()
            ?? await agents.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var members = new List<CrewMember>();
        foreach (var agent in ready)
        {
            var offset = await ClockOffset.MeasureAsync(agent, time, cancellationToken).ConfigureAwait(false);
            members.Add(new CrewMember(agent, offset));
            _facts[agent.Pod] = new AgentFacts(
                agent.Index, agent.Pod, agent.Node, offset.Microseconds / 1000.0, offset.Uncertainty / 1000.0,
                _facts.GetValueOrDefault(agent.Pod)?.Tokens ?? 0);
        }

        _measuredAt = time.GetTimestamp();
        return _members = members;
    }

    /// <summary>Notes how many tokens an agent has used.</summary>
    public void Note(ILoadAgent agent, int tokens)
    {
        if (_facts.TryGetValue(agent.Pod, out var facts))
            _facts[agent.Pod] = facts with { Tokens = Math.Max(facts.Tokens, tokens) };
    }

    /// <summary>One was lost: all are looked for anew.</summary>
    public void Lose() => _members = null;
}

/// <summary>An agent and its clock.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Offset">Its clock.</param>
internal sealed record CrewMember(ILoadAgent Agent, ClockOffset Offset);
