using System.Globalization;
using System.Security.Cryptography;
using Harness.Files;

namespace Harness.Results;

/// <summary>
/// The folder of one run: run.json, scenarios.json and benchmarks.json, each complete at every moment. Several threads and
/// several processes may write to one folder at a time.
/// </summary>
public sealed class RunFolder
{
    private readonly Lock _gate = new();

    private RunFolder(string fullPath) => FullPath = fullPath;

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>The folder's name, e.g. <c>20260131T235959Z-3fa9c1</c>.</summary>
    public string Id => Path.GetFileName(FullPath);

    private string ManifestFile => Path.Combine(FullPath, "run.json");

    private string ScenariosFile => Path.Combine(FullPath, "scenarios.json");

    private string BenchmarksFile => Path.Combine(FullPath, "benchmarks.json");

    /// <summary>
    /// Makes <c>RUNSROOT/UTCSTART-SHORTID/</c> with its run.json, and points the link <c>latest</c> next to the root to it. Only this
    /// user may enter it: answers of the cluster are in there. What is to be shared is copied out.
    /// </summary>
    /// <param name="runsRoot">The folder of all runs, e.g. <see cref="HarnessFolders.Runs"/>; made if it is not there.</param>
    /// <param name="time">Says when the run starts.</param>
    /// <param name="describe">Makes the first manifest from the run's id and start.</param>
    /// <exception cref="HarnessException">The folder cannot be made: disk full, or not writable.</exception>
    public static RunFolder Create(string runsRoot, TimeProvider time, Func<string, DateTimeOffset, RunManifest> describe)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(runsRoot));
        var started = time.GetUtcNow();
        var stamp = started.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var folder = new RunFolder(Path.Combine(root, $"{stamp}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}"));
        var manifest = describe(folder.Id, started);

        RunsRoot.Make(root);
        RunsRoot.Make(folder.FullPath, isPrivate: true);
        folder.WriteManifest(manifest);
        LatestLink.PointTo(root, folder.Id);
        return folder;
    }

    /// <summary>Attaches to a run that this or another process made.</summary>
    /// <param name="path">Its folder, or a link to it such as <c>reports/latest</c>.</param>
    /// <exception cref="HarnessException">There is no run.json in it.</exception>
    public static RunFolder Open(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        // Followed once: while this run writes, another may take over the link.
        var folder = new RunFolder(Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full);
        return File.Exists(folder.ManifestFile)
            ? folder
            : throw HarnessException.BadInput($"{path} is not the folder of a run: it has no run.json");
    }

    /// <summary>Reads everything that a run wrote so far.</summary>
    /// <param name="path">Its folder, or a link to it such as <c>reports/latest</c>.</param>
    /// <exception cref="HarnessException">It is not a run's folder, or one of its files is malformed or of another version.</exception>
    public static RunResults Load(string path) => Open(path).Load();

    /// <inheritdoc cref="RunsRoot.EnsureWritable"/>
    public static void EnsureWritable(string runsRoot, long minimumFreeBytes) => RunsRoot.EnsureWritable(runsRoot, minimumFreeBytes);

    /// <summary>Reads everything that the run wrote so far.</summary>
    /// <exception cref="HarnessException">One of its files is malformed or of another version.</exception>
    public RunResults Load()
    {
        var manifest = ResultFile.Read<RunManifest>(ManifestFile);
        // Whatever asked about claims wrote scenarios before it came to its end: without them, a failed run would look like a measured one.
        return manifest is not { State: RunState.Complete, Claims.Count: > 0 } || Path.Exists(ScenariosFile)
            ? new RunResults(manifest, ReadScenarios(), ReadBenchmarks())
            : throw HarnessException.BadInput(
                $"{ScenariosFile} is missing, although the run came to its end and had scenarios: restore the file, or run it again");
    }

    /// <summary>Replaces run.json.</summary>
    public void WriteManifest(RunManifest manifest) => Locked(() => ResultFile.Write(ManifestFile, manifest));

    /// <summary>Changes run.json as it is now, e.g. to name the cluster or the end, keeping what other processes wrote to it.</summary>
    public void UpdateManifest(Func<RunManifest, RunManifest> change) =>
        Locked(() => ResultFile.Write(ManifestFile, change(ResultFile.Read<RunManifest>(ManifestFile))));

    /// <summary>Adds one scenario to scenarios.json.</summary>
    public void AddScenario(ScenarioResult scenario) =>
        Locked(() => ResultFile.Write(ScenariosFile, new ScenarioFile { Scenarios = [.. ReadScenarios(), scenario] }));

    /// <summary>Adds one benchmark to benchmarks.json.</summary>
    public void AddBenchmark(BenchmarkResult benchmark) =>
        Locked(() => ResultFile.Write(BenchmarksFile, new BenchmarkFile { Benchmarks = [.. ReadBenchmarks(), benchmark] }));

    /// <summary>
    /// Puts a file of a scenario's into the folder, under a name that every file system and every link takes. Text in it is masked.
    /// </summary>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="file">The wanted name, e.g. <c>page.png</c>; numbered where the scenario has one of that name already.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="HarnessException">The file could not be written.</exception>
    public Attachment Attach(string scenario, string file, string title, ReadOnlyMemory<byte> content)
    {
        var folder = $"attachments/{AttachmentName.Of(SecretMask.Of(scenario))}";
        RunsRoot.Make(Path.Combine(FullPath, folder));
        var path = "";
        Locked(() =>
        {
            path = AttachmentName.Numbered(AttachmentName.Of(SecretMask.Of(file))).Select(name => $"{folder}/{name}")
                .First(free => !File.Exists(Path.Combine(FullPath, free)));
            WholeFile.Write(Path.Combine(FullPath, path), stream => stream.Write(MaskedContent.Of(content).Span));
        });
        return new Attachment(title, path);
    }

    /// <summary>The content of an attached file; null where it is not there any more, or lies outside of the attachments.</summary>
    public byte[]? ReadAttachment(Attachment attachment) => PathOf(attachment) is { } path ? RegularFile.ReadAllBytes(path) : null;

    /// <summary>Whether an attached file is there, and among the attachments.</summary>
    public bool HasAttachment(Attachment attachment) => PathOf(attachment) is not null;

    private string? PathOf(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        // The name comes from a file that anybody may have written: it must not lead anywhere else, nor may a folder on the way.
        if (attachment.File.Contains('\0', StringComparison.Ordinal))
            return null;
        var root = Path.Combine(FullPath, "attachments");
        var path = Path.GetFullPath(Path.Combine(FullPath, attachment.File));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path)
            || FileStatus.Of(path, follow: false) is { IsRegular: false })
        {
            return null;
        }

        for (FileSystemInfo part = new FileInfo(path); part.FullName.Length >= root.Length; part = Directory.GetParent(part.FullName)!)
        {
            if (part.LinkTarget is not null)
                return null;
        }

        return path;
    }

    /// <summary>The attached files that are there, from the run's folder, with slashes, in the order of their names.</summary>
    public IReadOnlyList<string> AttachedFiles()
    {
        var attachments = new DirectoryInfo(Path.Combine(FullPath, "attachments"));
        if (!attachments.Exists || attachments.LinkTarget is not null)
            return [];
        // A link to a folder leads out, or in a circle.
        var plain = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = attachments.EnumerateFiles("*", plain)
            .Select(file => Path.GetRelativePath(FullPath, file.FullName).Replace(Path.DirectorySeparatorChar, '/'));
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private IReadOnlyList<ScenarioResult> ReadScenarios() =>
        Path.Exists(ScenariosFile) ? ResultFile.Read<ScenarioFile>(ScenariosFile).Scenarios : [];

    private IReadOnlyList<BenchmarkResult> ReadBenchmarks() =>
        Path.Exists(BenchmarksFile) ? ResultFile.Read<BenchmarkFile>(BenchmarksFile).Benchmarks : [];

    private void Locked(Action change)
    {
        lock (_gate)
        {
            using var others = FolderLock.Take(FullPath);
            change();
        }
    }
}
