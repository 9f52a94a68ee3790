using Harness.Load.Engine;
using Harness.Results;

namespace Harness.Load.Agents;

/// <summary>What came of one try of a round.</summary>
/// <param name="Parts">What each agent measured that was not lost.</param>
/// <param name="Lost">The others.</param>
internal sealed record AgentTryResult(IReadOnlyList<AgentShare> Parts, IReadOnlyList<AgentLoss> Lost)
{
    /// <summary>Why agents were lost, for people.</summary>
    public string Reason => string.Join("; ", Lost.Select(loss => FormattableString.Invariant($"agent {loss.Agent}: {loss.Why}")));

    /// <summary>All parts as one. Nothing is lost, and what an agent says against its own figures counts for the whole.</summary>
    public RoundMeasurement Merge()
    {
        if (Parts is [var only])
            return only.Report.Measured!;
        var together = RoundMeasurement.Together(Parts.Select(part => part.Report.Measured!));
        var doubts = Parts.Where(part => part.Report.Measured!.Invalid is not null)
            .Select(part => FormattableString.Invariant($"agent {part.Member.Agent.Index}: {part.Report.Measured!.Invalid}"))
            .Prepend(together.Invalid).OfType<string>().ToList();
        return together with { Invalid = doubts.Count == 0 ? null : string.Join("; ", doubts) };
    }
}

/// <summary>One agent's share of a round.</summary>
/// <param name="Member">The agent.</param>
/// <param name="Connections">Connections that it kept busy.</param>
/// <param name="Report">What it measured.</param>
internal sealed record AgentShare(CrewMember Member, int Connections, AgentReport Report);
