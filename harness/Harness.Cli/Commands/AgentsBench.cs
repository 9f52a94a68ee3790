using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Load.Agents;

namespace Harness.Cli.Commands;

/// <summary><c>bench --agents N</c>: load from several pods of the cluster together.</summary>
internal static class AgentsBench
{
    private const int FewestAgents = 2;
    private const int MostAgents = 500;

    private static readonly Option<string?> AgentsOption = CommandOption.Text(
        "--agents", "N",
        $"load hello-app from N pods ({FewestAgents} to {MostAgents}) of the cluster together, spread over its nodes, beside the same "
        + "load from one of them; --concurrency is that of all agents together");

    /// <summary>Adds its option.</summary>
    public static void AddTo(Command command) => command.Options.Add(AgentsOption);

    /// <summary>Whether agents were asked for.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(AgentsOption) is not null;

    /// <summary>How many agents; null where none were asked for.</summary>
    /// <exception cref="HarnessException">It is no such number.</exception>
    public static int? Count(ParseResult parsed)
    {
        if (parsed.GetValue(AgentsOption) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= FewestAgents and <= MostAgents
            ? count
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"--agents {PrintableText.Line(text)}: not a whole number from {FewestAgents} to {MostAgents}"));
    }

    /// <summary>The measurement, where agents were asked for.</summary>
    /// <exception cref="HarnessException">Options do not go with it, or there are more agents than connections.</exception>
    public static AgentsRun Step(ParseResult parsed)
    {
        if (SuiteBench.GivenBut(parsed, "--profile", "--concurrency", "--seed") is { } other)
            throw HarnessException.BadInput($"{other} does not go with --agents, which loads hello-app on two ways");
        var agents = Count(parsed)!.Value;
        var profile = SuiteBench.WithConnections(AgentProfiles.Of(SuiteBench.ProfileName(parsed), agents), parsed);
        return profile.Connections.Min() >= agents
            ? new AgentsRun(agents, profile, SuiteBench.Seed(parsed))
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"--concurrency {profile.Connections.Min()}: each of {agents} agents needs a connection at least"));
    }
}
