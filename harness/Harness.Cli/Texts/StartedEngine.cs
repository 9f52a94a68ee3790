using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Cli.Terminal;

namespace Harness.Cli.Texts;

/// <summary>The engine that run.sh itself started: it stays up for the next run, and the user should know.</summary>
internal static class StartedEngine
{
    private static readonly string[] Users = ["test", "bench", "up"];

    /// <summary>Mentions it at the end of a command that used it; run.sh says in HARNESS_ENGINE that it is its own.</summary>
    public static void Mention(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isAsked = parsed.Action == command.Action; // and not its help
        var isUnwanted = parsed.CommandResult.Children.OfType<OptionResult>()
            .Any(option => option is { Implicit: false, Option.Name: "--kubeconfig" or "--quiet" });
        if (isAsked && !isUnwanted && Environment.GetEnvironmentVariable("HARNESS_ENGINE") == "ours"
            && (command is RootCommand || Users.Contains(command.Name)))
        {
            Screen.Say("the container engine that run.sh started stays up for the next run; ./run.sh down --all stops it");
        }
    }
}
