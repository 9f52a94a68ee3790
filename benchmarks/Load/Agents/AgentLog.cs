using System.Globalization;
using Harness.Results;

namespace Harness.Load.Agents;

/// <summary>Every round of agents, as it was measured.</summary>
/// <param name="say">Receives what people should know while it is measured.</param>
internal sealed class AgentLog(Action<string> say)
{
    private readonly List<AgentsRound> _rounds = [];
    private int _ids;

    /// <summary>All tries, in the order of measuring.</summary>
    public IReadOnlyList<AgentsRound> Rounds => _rounds;

    /// <summary>An id that no round had.</summary>
    public string NextId() => (++_ids).ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes in a try; tells people of one that is not used.</summary>
    public void Add(string rung, int connections, AgentTryResult result, bool isRepetition)
    {
        _rounds.Add(new AgentsRound
        {
            Number = _rounds.Count + 1,
            Rung = rung,
            Connections = connections,
            Parts = [.. result.Parts.Select(Part)],
            Lost = result.Lost,
            IsRepetition = isRepetition,
        });
        if (result.Lost.Count > 0)
            say($"{rung}: {result.Reason}; {(isRepetition ? "lost again, so this round is given up" : "the round is repeated")}");
    }

    private static AgentPart Part(AgentShare share)
    {
        var measured = share.Report.Measured!;
        return new AgentPart(
            share.Member.Agent.Index, share.Connections, measured.Seconds, measured.Requests, measured.FailedRequests,
            share.Report.LateMilliseconds, measured.Invalid);
    }
}
