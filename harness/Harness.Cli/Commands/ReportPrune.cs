using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report prune</c>: removes all but the newest runs, without asking, and says which.</summary>
internal static class ReportPrune
{
    public static Command Create()
    {
        var keep = CommandOption.Text("--keep", "N", "how many of the newest runs stay");
        var dryRun = new Option<bool>("--dry-run") { Description = "remove nothing, only say what would be removed" };
        var command = new Command(
            "prune", "remove old runs, but never one that is running, the latest, or one that you renamed") { keep, dryRun };
        command.SetAction(parsed =>
        {
            var runs = new RunShelf(Repository.Folders.Runs);
            Prune(runs, Count(parsed.GetValue(keep)), parsed.GetValue(dryRun));
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }

    private static int Count(string? text) => text is null
        ? throw HarnessException.BadInput("--keep N is missing: how many of the newest runs stay")
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw HarnessException.BadInput($"--keep {PrintableText.Line(text)}: not a whole number from 0");

    internal static void Prune(RunShelf shelf, int keep, bool isDry)
    {
        var old = new OldRuns(shelf);
        var (all, beyond) = (shelf.Names.Count, old.Beyond(keep));
        var (removed, freed) = (0, 0L);
        var (done, stays) = isDry ? ("would remove", "would stay") : ("removed", "stay");
        if (!isDry)
            old.Finish();
        foreach (var run in beyond.Select(run => isDry || run.Kept is not null ? run : old.Remove(run)))
        {
            if (run.Kept is null)
                (removed, freed) = (removed + 1, freed + run.Bytes);
            Screen.Line(run.Kept is null ? $"{done} {run.Name} ({RunSize.Text(run.Bytes)})" : $"not {run.Name}: {run.Kept}");
        }

        var left = isDry ? all - removed : shelf.Names.Count;
        Screen.Line(string.Create(
            CultureInfo.InvariantCulture, $"{done} {removed} of {all} runs, {RunSize.Text(freed)}; {left} {stays}"));
    }
}
