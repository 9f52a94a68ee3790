using System.CommandLine;
using Harness.Cli.Commands;
using Harness.Cli.Terminal;

namespace Harness.Cli;

/// <summary>The command line: one command each, parsed, run, and every failure told in one way.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, by the conventions of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Complain(root, parsed);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (HarnessException failure)
        {
            Screen.Complain(failure.Message);
            return (int)failure.ExitCode;
        }
        catch (AggregateException left)
        {
            left.InnerExceptions.ToList().ForEach(one => Screen.Complain(one.Message));
            return (int)ExitCode.Undecided;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception bug) when (Environment.GetEnvironmentVariable("HARNESS_DEBUG") is null)
        {
            Screen.Complain($"unexpected: {bug.GetBaseException().Message} ({bug.GetType().Name}); HARNESS_DEBUG=1 shows where");
            return (int)ExitCode.Undecided;
        }
    }

    /// <summary>All commands; without one, the main job.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Proves on a real Kubernetes cluster who can call a service through the API server's proxy, and what that costs.");
        var main = new MainJob();
        main.AddTo(root);
        root.Subcommands.Add(TestCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(ReportCommand.Create());
        root.Subcommands.Add(UpCommand.Create());
        root.Subcommands.Add(DownCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(EngineCommand.Create());
        HelpText.AddTo(root);
        return root;
    }

    /// <summary>One line on what is wrong, with the nearest right word.</summary>
    private static int Complain(RootCommand root, ParseResult parsed)
    {
        var known = Words(root).Concat(Words(parsed.CommandResult.Command)).Distinct().ToList();
        foreach (var token in parsed.UnmatchedTokens.Where(token => !known.Contains(token)).Take(1))
        {
            var kind = token.StartsWith('-') ? "option" : "command";
            var near = Nearest.Of(token, known.Where(word => word.StartsWith('-') == token.StartsWith('-')));
            Screen.Complain($"unknown {kind} \"{token}\"{(near is null ? "" : $"; did you mean {near}?")} (./run.sh --help lists all)");
            return (int)ExitCode.BadInput;
        }

        Screen.Complain($"{parsed.Errors[0].Message} (./run.sh --help lists all)");
        return (int)ExitCode.BadInput;
    }

    private static IEnumerable<string> Words(Command command) =>
        command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)
            .Concat(command.Options.Where(option => !option.Hidden).Select(option => option.Name));
}
