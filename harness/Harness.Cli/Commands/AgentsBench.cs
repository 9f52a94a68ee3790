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
        "load hello-app from N pods of the cluster together (2 to 500), spread over its nodes, beside the same load from one of them; "
        + "with --service, load that service from N pods (1 to 500), through the proxy and by its own address; --concurrency is that of "
        + "all agents together");

    /// <summary>Adds its option.</summary>
    public static void AddTo(Command command) => command.Options.Add(AgentsOption);

    /// <summary>Whether agents were asked for.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(AgentsOption) is not null;

    /// <summary>How many agents load a service: one is enough, as the ways are compared, and not the agents.</summary>
    /// <exception cref="HarnessException">It is no such number.</exception>
    public static int CountOfService(ParseResult parsed) => Count(parsed, 1);

    /// <summary>A profile that has a connection for each agent.</summary>
    /// <exception cref="HarnessException">It has fewer.</exception>
    public static LadderProfile Enough(LadderProfile profile, int agents) => profile.Connections.Min() >= agents
        ? profile
        : throw HarnessException.BadInput(FormattableString.Invariant(
            $"--concurrency {profile.Connections.Min()}: each of {agents} agents needs a connection at least"));

    /// <summary>The measurement, where agents were asked for.</summary>
    /// <exception cref="HarnessException">Options do not go with it, or there are more agents than connections.</exception>
    public static AgentsRun Step(ParseResult parsed)
    {
        if (SuiteBench.GivenBut(parsed, "--profile", "--concurrency", "--seed") is { } other)
            throw HarnessException.BadInput($"{other} does not go with --agents, which loads hello-app on two ways");
        var agents = Count(parsed, FewestAgents);
        var profile = SuiteBench.WithConnections(AgentProfiles.Of(SuiteBench.ProfileName(parsed), agents), parsed);
        return new AgentsRun(agents, Enough(profile, agents), SuiteBench.Seed(parsed));
    }

    private static int Count(ParseResult parsed, int fewest)
    {
        var text = parsed.GetValue(AgentsOption) ?? "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= fewest && count <= MostAgents
            ? count
            : throw HarnessException.BadInput(FormattableString.Invariant(
                $"--agents {PrintableText.Line(text)}: not a whole number from {fewest} to {MostAgents}"));
    }
}
