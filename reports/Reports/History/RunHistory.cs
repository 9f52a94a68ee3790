using System.Text.RegularExpressions;
using Harness.Reports.Headlines;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>The runs beside a run.</summary>
/// <param name="Runs">Those that ran to their end, oldest first.</param>
/// <param name="LeftOut">Those that are not among them, each with the reason.</param>
public sealed partial record RunHistory(IReadOnlyList<RunReport> Runs, IReadOnlyList<LeftOutRun> LeftOut)
{
    /// <summary>No runs.</summary>
    public static RunHistory None { get; } = new([], []);

    /// <summary>
    /// Reads the report of every run in a folder; one that cannot be read is left out with the reason, and nothing is fatal. Folders that
    /// are not named as runs are, and hold neither run.json nor report.json, are no runs.
    /// </summary>
    /// <param name="runsRoot">The folder of all runs, e.g. <see cref="HarnessFolders.Runs"/>.</param>
    public static RunHistory Read(string runsRoot)
    {
        var file = new RunReportFile();
        List<(RunReport? Report, LeftOutRun? LeftOut)> all =
            [.. FoldersIn(runsRoot).AsParallel().AsOrdered().Select(folder => Read(file, folder))];
        return new RunHistory(
            [.. all.Select(one => one.Report).OfType<RunReport>()
                .OrderBy(run => run.Started).ThenBy(run => run.Run, StringComparer.Ordinal)],
            [.. all.Select(one => one.LeftOut).OfType<LeftOutRun>()]);
    }

    /// <summary>The same without a run, by its folder's name: what a run is held against is not the run itself.</summary>
    internal RunHistory Without(string run) => new(
        [.. Runs.Where(one => one.Run != run)], [.. LeftOut.Where(one => one.Run != run)]);

    /// <summary>
    /// The runs before one, on the same class of machines, and like it on a cluster of Harness' own or on an existing one; the others are
    /// among those left out.
    /// </summary>
    public RunHistory Before(RunReport run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var earlier = Runs.Where(one => one.Run != run.Run && one.Started <= run.Started).ToLookup(one => Difference(one, run));
        return new RunHistory(
            [.. earlier[null]],
            [.. LeftOut.Where(one => one.Run != run.Run), .. earlier.Where(group => group.Key is not null)
                .SelectMany(group => group.Select(one => new LeftOutRun(one.Run, "run.json", group.Key!)))]);
    }

    /// <summary>
    /// The runs in groups of which each can be held against one another, that of the newest run first; of each group, the oldest run first.
    /// </summary>
    internal IReadOnlyList<IReadOnlyList<RunReport>> Comparable =>
        [.. Runs.GroupBy(run => (run.Host, IsExisting(run))).Select(alike => alike.ToList()).OrderByDescending(alike => alike[^1].Started)];

    /// <summary>The newest run; null where there is none.</summary>
    public RunReport? Newest => Runs.Count > 0 ? Runs[^1] : null;

    /// <summary>The newest run before one, on such a machine, that has a figure of the same; null where there is none.</summary>
    public RunReport? Previous(RunReport run) => Before(run).Runs.LastOrDefault(one =>
        one.Figures.Any(figure => run.Figures.Any(figure.IsLike)));

    /// <summary>Why figures of two runs are not held against each other; null where they are.</summary>
    internal static string? Difference(RunReport one, RunReport other)
    {
        if (one.Host != other.Host)
            return $"another class of machine: {one.Host}";
        return (IsExisting(one), IsExisting(other)) switch
        {
            (true, false) => "on an existing cluster",
            (false, true) => "on a cluster of Harness' own",
            _ => null,
        };
    }

    private static readonly string[] OtherFiles = ["scenarios.json", "benchmarks.json", "report.json"];

    private static bool IsExisting(RunReport run) => run.Cluster?.Source == "existing";

    private static (RunReport? Report, LeftOutRun? LeftOut) Read(RunReportFile file, string folder)
    {
        var name = Path.GetFileName(folder);
        try
        {
            var report = file.Read(folder);
            return report.IsComplete ? (report, null) : (null, new LeftOutRun(name, "run.json", Partial(report)));
        }
        catch (HarnessException e)
        {
            return (null, new LeftOutRun(name, FileIn(e.Message, folder), e.Message.Replace(folder + Path.DirectorySeparatorChar, "")));
        }
    }

    private static string Partial(RunReport report) => report.State switch
    {
        RunState.Interrupted => "it was interrupted",
        RunState.Aborted => "it was aborted by a failure outside the scenarios",
        _ => "it is still going on, or ended without saying so",
    };

    private static string FileIn(string message, string folder) =>
        OtherFiles.FirstOrDefault(file => message.Contains(Path.Combine(folder, file), StringComparison.Ordinal)) ?? "run.json";

    private static IEnumerable<string> FoldersIn(string runsRoot)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return Directory.Exists(runsRoot)
            ? Directory.EnumerateDirectories(runsRoot, "*", options).Where(IsRun).Order(StringComparer.Ordinal)
            : [];
    }

    private static bool IsRun(string folder) => RunName().IsMatch(Path.GetFileName(folder))
        || File.Exists(Path.Combine(folder, "run.json")) || File.Exists(Path.Combine(folder, "report.json"));

    [GeneratedRegex(@"^\d{8}T\d{6}Z-[0-9a-f]{6}$")]
    private static partial Regex RunName();
}
