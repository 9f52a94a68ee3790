using System.Text.RegularExpressions;

namespace Harness.Results;

/// <summary>All runs of a folder.</summary>
/// <param name="runsRoot">The folder, e.g. <see cref="HarnessFolders.Runs"/>; it need not be there.</param>
public sealed partial class RunShelf(string runsRoot)
{
    private const string LatestWord = "latest";
    private static readonly string[] Files = ["run.json", "report.json"];
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(runsRoot));

    /// <summary>
    /// The runs' names, the oldest first: of folders that are named as runs are, whatever is in them, and of others with a run.json, or
    /// with the report.json that is kept of one. Links do not count.
    /// </summary>
    public IReadOnlyList<string> Names => Directory.Exists(_root)
        ? [.. new DirectoryInfo(_root).EnumerateDirectories().Where(folder => folder.LinkTarget is null && IsRun(folder))
            .Select(folder => folder.Name).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The name of the run that <c>latest</c> points to; where it points to none, of the newest; null without any run.</summary>
    public string? Latest => Pointed ?? Names.LastOrDefault(IsRunName) ?? (Names is [.., var last] ? last : null);

    private string? Pointed
    {
        get
        {
            var link = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(_root) ?? _root, LatestWord));
            return link.Exists && link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target ? target.Name : null;
        }
    }

    /// <summary>The folder of all of them.</summary>
    public string Root => _root;

    /// <summary>Where a run's folder is.</summary>
    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>Whether a process is making the run.</summary>
    public bool IsRunning(string name) => RunningMark.IsSet(PathOf(name));

    /// <summary>Opens a run.</summary>
    /// <param name="run">Its name, <c>latest</c>, or a folder anywhere; null for the latest.</param>
    /// <exception cref="HarnessException">There is no such run, or only a report of it is kept.</exception>
    public RunFolder Open(string? run) => RunFolder.Open(Find(run));

    /// <summary>Finds a run's folder, which may hold a report alone.</summary>
    /// <param name="run">Its name, <c>latest</c>, or a folder anywhere; null for the latest.</param>
    /// <exception cref="HarnessException">There is no such run; the message names the nearest.</exception>
    public string Find(string? run)
    {
        if (run is null || (run == LatestWord && !Directory.Exists(run)))
        {
            return Latest is { } latest
                ? PathOf(latest)
                : throw HarnessException.BadInput("there is no run yet: ./run.sh makes one");
        }

        var named = PathOf(run);
        if (Directory.Exists(named) || Directory.Exists(run))
            return Directory.Exists(run) ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)) : named;
        var names = Names;
        var near = Nearest.Of(run, names) is { } name ? $"; did you mean {name}?"
            : names.Count > 0 ? $"; the newest is {names[^1]}"
            : "";
        throw HarnessException.BadInput($"there is no run \"{PrintableText.Line(run)}\"{near}");
    }

    /// <summary>Whether a folder is named as a run's is, by its start and a random id: another name was given by a person.</summary>
    public static bool IsRunName(string name) => NameOfRun().IsMatch(name);

    private static bool IsRun(DirectoryInfo folder) => IsRunName(folder.Name)
        || (folder.Name[0] != '.' && Files.Any(file => File.Exists(Path.Combine(folder.FullName, file))));

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}$")]
    private static partial Regex NameOfRun();
}
