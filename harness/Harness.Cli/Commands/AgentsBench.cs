using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Load.Agents;
using Harness.Load.Ladder;

namespace Harness.Cli.Commands;

/// <summary><c>bench --agents N</c>: load from several pods of the cluster together.</summary>
internal static class AgentsBench
{
    private const int FewestAgents = 2;
    private const int MostAgents = 500;

    private static readonly Option<string?> AgentsOption = CommandOption.Text(
        "--agents", "N",
        "load hello-app from N pods of the cluster together, spread over its nodes, beside the same load from one of them; "
        + "--concurrency is that of all agents together");

    /// <summary>Adds its option.</summary>
    public static void AddTo(Command command) => command.Options.Add(AgentsOption);

    /// <summary>How many agents; null where none were asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">Options that do not go with it.</param>
    /// <exception cref="HarnessException">It is no such number, or something else was given that does not go with it.</exception>
    public static int? Count(ParseResult parsed, params IEnumerable<Option> others)
    {
        if (parsed.GetValue(AgentsOption) is not { } text)
            return null;
        if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
            throw HarnessException.BadInput($"{other.Name} does not go with --agents, which loads hello-app on two ways");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= FewestAgents and <= MostAgents
            ? count
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"--agents {PrintableText.Line(text)}: not a whole number from {FewestAgents} to {MostAgents}"));
    }

    /// <summary>The measurement.</summary>
    /// <exception cref="HarnessException">There are more agents than connections.</exception>
    public static AgentsRun Step(int agents, LadderProfile profile, int seed) => profile.Connections.Min() >= agents
        ? new AgentsRun(agents, profile, seed)
        : throw HarnessException.BadInput(FormattableString.Invariant(
            $"--concurrency {profile.Connections.Min()}: each of {agents} agents needs a connection at least"));
}
