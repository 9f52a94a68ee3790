using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Harness.Files;

namespace Harness.Lifetime;

/// <summary>
/// A temporary folder, closed to everybody else. It records its owner, so that what a killed process left behind,
/// running programs included, is found and removed when another process makes its first.
/// </summary>
/// <remarks>
/// Among the user's state, not in the shared temporary folder, where anybody could plant one. Nor in XDG_RUNTIME_DIR: that is in
/// memory, too small for images and builds, and not set for every process of a user, which would not find each other's.
/// </remarks>
public sealed class ScratchFolder : IDisposable
{
    private const string Owner = ".owner";
    private const string Processes = ".processes";
    private static readonly Lazy<IReadOnlyList<string>> Swept = new(SweepDead);

    private ScratchFolder(string path) => FullPath = path;

    /// <summary>Where this user's are.</summary>
    internal static string All => Path.Combine(XdgFolder.State, "scratch");

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>Makes one.</summary>
    /// <param name="purpose">Part of its name, e.g. <c>browser</c>.</param>
    /// <exception cref="HarnessException">It cannot be made, or somebody else's folder is where it would be.</exception>
    public static ScratchFolder Create(string purpose)
    {
        _ = Swept.Value;
        PrivateFolder.MakeTrusted(XdgFolder.State);
        var name = $"{purpose}-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        var folder = new ScratchFolder(PrivateFolder.Make(Path.Combine(PrivateFolder.Make(All), name)));
        File.WriteAllText(folder.PathOf(Owner), Ownership.Current);
        return folder;
    }

    /// <summary>Path of a file or folder in it.</summary>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Writes a file, and returns its path.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Records a process to be ended with the folder; the folder's path must be on its command line.</summary>
    public void Remember(int processId) =>
        File.AppendAllText(PathOf(Processes), string.Create(CultureInfo.InvariantCulture, $"{processId}\n"));

    /// <summary>Removes it.</summary>
    /// <returns>Whether it is gone; not while another program still writes to it.</returns>
    public bool TryDelete()
    {
        try
        {
            if (Directory.Exists(FullPath))
                Directory.Delete(FullPath, recursive: true);
            return true;
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(FullPath);
        }
    }

    /// <summary>Removes it, or leaves what cannot be removed now to the next process.</summary>
    public void Dispose() => TryDelete();

    /// <summary>Removes what this user's processes that are gone left behind, with the programs that still run on it.</summary>
    /// <returns>The names of what was removed.</returns>
    internal static IReadOnlyList<string> SweepDead()
    {
        if (!PrivateFolder.IsOurs(All))
            return [];
        var removed = new List<string>();
        foreach (var path in Directory.EnumerateDirectories(All).Where(PrivateFolder.IsOurs))
        {
            try
            {
                var folder = new ScratchFolder(path);
                if (!Ownership.IsDead(BoundedFile.ReadText(folder.PathOf(Owner))))
                    continue;
                folder.EndProcesses();
                if (folder.TryDelete())
                    removed.Add(Path.GetFileName(path));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // Being made just now, or another sweeper was first, or nothing of ours.
            }
        }

        return removed;
    }

    private void EndProcesses()
    {
        if (!File.Exists(PathOf(Processes)))
            return;
        foreach (var line in BoundedFile.ReadText(PathOf(Processes)).Split('\n'))
        {
            // The process id may have been reused: only a program that was started with this folder is ended.
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var id) && CommandLine(id).Split('\0').Any(Names))
                End(id);
        }
    }

    /// <summary>Whether a program's argument is this folder or something in it: <c>PATH/file</c> or <c>--option=PATH/file</c>.</summary>
    private bool Names(string argument)
    {
        var path = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return path == FullPath || path.StartsWith(FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string CommandLine(int processId)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static void End(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
        }
    }
}
