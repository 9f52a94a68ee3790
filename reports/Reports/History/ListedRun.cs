using Harness.Reports.Headlines;
using Harness.Reports.Summary;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>A run in a list of all, whatever became of it.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Bytes">What it takes on the disk.</param>
/// <param name="IsRunning">Whether a process is making it.</param>
/// <param name="Report">It in figures; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read, with the file's name; null where it can.</param>
internal sealed record ListedRun(string Name, long Bytes, bool IsRunning, RunReport? Report, string? Problem)
{
    /// <summary>How it stands, in a few words.</summary>
    public string Verdict => Report switch
    {
        _ when IsRunning => "running",
        null => "unreadable",
        { State: RunState.Running } => "ended without saying so",
        { State: RunState.Interrupted } => "interrupted",
        { State: RunState.Aborted } => "aborted",
        { Verdict: OverallVerdict.NothingJudged, Figures.Count: > 0 } => "measured, nothing judged",
        _ => Report.Headline,
    };

    /// <summary>Lists all runs, the oldest first.</summary>
    public static IReadOnlyList<ListedRun> All(RunShelf shelf)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        var file = new RunReportFile();
        return [.. shelf.Names.AsParallel().AsOrdered().Select(name => Of(shelf, file, name))];
    }

    private static ListedRun Of(RunShelf shelf, RunReportFile file, string name)
    {
        var (folder, isRunning) = (shelf.PathOf(name), shelf.IsRunning(name));
        try
        {
            return new ListedRun(name, RunSize.Of(folder), isRunning, file.Read(folder), null);
        }
        catch (HarnessException e)
        {
            return new ListedRun(name, RunSize.Of(folder), isRunning, null, e.Message.Replace(folder + Path.DirectorySeparatorChar, ""));
        }
    }
}
