using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Cli.Texts;
using Harness.Rbac.Differences;
using Harness.Rbac.Objects;

namespace Harness.Cli.Commands;

/// <summary><c>diff</c>: the access that subjects gain and lose, however the text changed.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var from = Side("--from", "before");
        var to = Side("--to", "after");
        var path = CommandOption.Text("--path", "dir", "where a git revision's manifests are (default: the other side's folder)");
        var output = CommandOption.Word<DifferenceFormat>("--output", "format", "table, json or markdown (default: table)");
        var command = new Command(
            "diff",
            "show the access that subjects gain and lose, single paths of services included (exit code 1 when there is any; 3 when it is "
            + "not known). Against live, manifests stand for the cluster with them applied: in their namespaces, what they lack is gone; "
            + "all else stays")
        {
            from, to, path, output,
        };
        var settings = new SnapshotSettings(withManifests: false).AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption(); // a revision's manifests are in a folder that must be removed
            var sides = await new DifferenceSides(settings, parsed, parsed.GetValue(path))
                .ReadAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, interruption.Stop);
            var difference = AccessDifference.Between(sides.From, sides.To);
            var isDecided = sides.From.NotDecided.Count + sides.To.NotDecided.Count + difference.NotDecided.Count == 0;
            SayUnknown(difference);
            switch (parsed.GetValue(output))
            {
                case DifferenceFormat.Json:
                    Json.Write(Document(sides.From, sides.To, difference));
                    break;
                case DifferenceFormat.Markdown:
                    Screen.Document(DifferenceMarkdown.Of(sides.From.Origin, sides.To.Origin, difference));
                    break;
                default:
                    Show(difference, isDecided);
                    break;
            }

            return ExitCode.Of(!difference.IsNone ? Outcome.Violation : isDecided ? Outcome.AsExpected : Outcome.Undecided);
        });
        return command;
    }

    private static Option<string> Side(string name, string when) => new(name)
    {
        Description = $"{when}: live, a folder or file of manifests, - for standard input, or a git revision",
        HelpName = "side",
        Required = true,
    };

    private static void SayUnknown(AccessDifference difference)
    {
        foreach (var text in difference.NotDecided)
            Screen.Say(PrintableText.Line($"not known: {text}"));
    }

    private static void Show(AccessDifference difference, bool isDecided)
    {
        if (difference.IsNone)
            Screen.Result(isDecided ? "no difference in access" : "no difference in access as far as it is known");
        foreach (var line in Columns.Lines([.. DifferenceLines.Of("+", difference.Gained), .. DifferenceLines.Of("-", difference.Lost)]))
            Screen.Result(line);
    }

    private static object Document(RbacSnapshot from, RbacSnapshot to, AccessDifference difference) => new
    {
        SchemaVersion = 1,
        From = from.Origin,
        To = to.Origin,
        Gained = difference.Gained.Select(Change),
        Lost = difference.Lost.Select(Change),
        NotDecided = from.NotDecided.Concat(to.NotDecided).Concat(difference.NotDecided).Distinct(),
    };

    private static object Change(AccessChange change) => new
    {
        Subject = change.Subject.ToString(),
        Access = change.Action.ToString(),
        change.Action.Namespace,
        change.Action.ApiGroup,
        change.Action.Resource,
        change.Action.Name,
        change.Action.Verb,
        NonResourceURL = change.Action.Path,
        change.Action.ProxiedPath,
        change.Action.UnknownRole,
        By = change.By.ToString(),
        Location = change.By.Location?.ToString(),
    };
}
