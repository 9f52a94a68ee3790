using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Cli.Commands;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Runs;

namespace Harness.Cli;

/// <summary>The command line: parses and runs commands, and reports every failure in the same way.</summary>
internal static class CommandLine
{
    /// <summary>The option that run.sh takes for itself.</summary>
    private const string NoInstall = "--no-install";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, by the conventions of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root();
        // For run.sh, which must not install or start anything for a command line that is wrong.
        if (args is ["check", "--", .. var words])
            return ExitCode.Of(IsRight(root, Parse(root, words)) ? Outcome.AsExpected : Outcome.BadInput);
        var parsed = Parse(root, args);
        if (!IsRight(root, parsed))
            return (int)Outcome.BadInput;
        try
        {
            var exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            StartedEngine.Mention(parsed);
            return exitCode;
        }
        catch (HarnessException failure)
        {
            Screen.Complain(failure.Message);
            return ExitCode.Of(failure);
        }
        catch (AggregateException left) when (left.InnerExceptions.All(one => one is HarnessException))
        {
            left.InnerExceptions.ToList().ForEach(one => Screen.Complain(one.Message));
            return (int)Outcome.Undecided;
        }
        catch (OperationCanceledException) when (Interruption.HappenedToProcess)
        {
            return (int)Outcome.Interrupted;
        }
        catch (Exception bug)
        {
            Screen.Complain(Unexpected.Explain(bug).Message);
            return (int)Outcome.Undecided;
        }
    }

    /// <summary>Words that begin with @ are what they are, a git revision or a user, and not the name of a file with more words.</summary>
    private static ParseResult Parse(RootCommand root, IReadOnlyList<string> args) =>
        root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>All commands; without one, the main job.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand(
            "Proves on a real Kubernetes cluster who can call a service through the API server's proxy, and what that costs.");
        MainJob.AddTo(root);
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(UpCommand.Create());
        root.Subcommands.Add(DownCommand.Create());
        root.Subcommands.Add(ValidateCommand.Create());
        root.Subcommands.Add(DiscoverCommand.Create());
        root.Subcommands.Add(WhoCanCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(DiffCommand.Create());
        root.Subcommands.Add(GenerateCommand.Create());
        root.Subcommands.Add(LearnCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(EngineCommand.Create());
        HelpText.AddTo(root);
        return root;
    }

    /// <summary>Whether a command line can be understood; what is wrong with it is said.</summary>
    private static bool IsRight(RootCommand root, ParseResult parsed)
    {
        if (Wrong(root, parsed) is not { } wrong)
            return true;
        RefusedValidation.Write(parsed, wrong);
        Screen.Complain(wrong);
        return false;
    }

    /// <summary>What is wrong with a command line; null when nothing is.</summary>
    private static string? Wrong(RootCommand root, ParseResult parsed) =>
        parsed.Errors.Count + parsed.UnmatchedTokens.Count > 0 ? Misunderstood(root, parsed)
        : Early(parsed.CommandResult) is { } early
            ? $"{early} stands before {parsed.CommandResult.Command.Name}: write it after it"
        : Empty(parsed.CommandResult) is { } empty ? $"{empty} has an empty value: give one, or leave it out"
        : null;

    /// <summary>One line on what is wrong, with the nearest match.</summary>
    private static string Misunderstood(RootCommand root, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var wrong = parsed.UnmatchedTokens.Count > 0
            ? Unknown(root, command, parsed.UnmatchedTokens[0])
            : parsed.Errors[0].Message.TrimEnd('.');
        return $"{wrong} ({string.Join(' ', Words(root, parsed.CommandResult).Prepend("./run.sh"))} --help lists all)";
    }

    /// <summary>The words of a command, e.g. <c>report prune</c>.</summary>
    private static IEnumerable<string> Words(RootCommand root, CommandResult given) => given.Command == root || given.Parent is null
        ? []
        : [.. given.Parent is CommandResult above ? Words(root, above) : [], given.Command.Name];

    /// <summary>An option or argument of a command in front of one below it, which would not get it.</summary>
    private static string? Early(CommandResult given) => given.Parent is CommandResult above
        ? above.Children.Select(child => child switch
        {
            OptionResult { Implicit: false } option => option.Option.Name,
            ArgumentResult { Tokens: [var word, ..] } => $"\"{word.Value}\"",
            _ => null,
        }).FirstOrDefault(word => word is not null)
        : null;

    /// <summary>An option or argument whose value is an empty word, as of a variable that is not set.</summary>
    private static string? Empty(CommandResult given) => given.Children
        .Where(child => child.Tokens.Any(token => token.Value.Length == 0))
        .Select(child => child switch
        {
            OptionResult option => option.Option.Name,
            ArgumentResult argument => argument.Argument.Name,
            _ => null,
        })
        .FirstOrDefault(name => name is not null);

    private static string Unknown(RootCommand root, Command command, string token)
    {
        if (token == NoInstall)
            return $"{NoInstall} is for ./run.sh, which takes it for itself: the program installs nothing; leave it out";
        var isOption = token.StartsWith('-');
        var near = Nearest.Of(token, isOption ? OptionsOf(command) : CommandsOf(command));
        var kind = isOption ? "option" : command == root ? "command" : "argument";
        return $"unknown {kind} \"{token}\"{(near is null ? "" : $"; did you mean {near}?")}";
    }

    private static IEnumerable<string> CommandsOf(Command command) => command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);

    /// <summary>With the one that run.sh takes for itself.</summary>
    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append(NoInstall);
}
