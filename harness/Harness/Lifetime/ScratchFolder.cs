using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Harness.Lifetime;

/// <summary>
/// A temporary folder, closed to everybody else. It records its owner, so that what a killed process left behind,
/// running programs included, is found and removed when another process makes its first.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "harness-";
    private const string Owner = ".owner";
    private const string Processes = ".processes";
    private static readonly Lazy<bool> Swept = new(SweepDead);

    private ScratchFolder(string path) => FullPath = path;

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>Makes one.</summary>
    /// <param name="purpose">Part of its name, e.g. <c>browser</c>.</param>
    public static ScratchFolder Create(string purpose)
    {
        _ = Swept.Value;
        var folder = new ScratchFolder(Directory.CreateTempSubdirectory($"{Prefix}{purpose}-").FullName);
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

    /// <summary>Removes what processes that are gone left behind, with the programs that still run on it.</summary>
    /// <returns>Always true.</returns>
    internal static bool SweepDead()
    {
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                var folder = new ScratchFolder(path);
                if (!File.Exists(folder.PathOf(Owner)) || !Ownership.IsDead(File.ReadAllText(folder.PathOf(Owner))))
                    continue;
                folder.EndProcesses();
                folder.TryDelete();
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another sweeper was first: theirs to remove.
            }
        }

        return true;
    }

    private void EndProcesses()
    {
        if (!File.Exists(PathOf(Processes)))
            return;
        foreach (var line in File.ReadLines(PathOf(Processes)))
        {
            // The process id may have been reused: only a program that was started with this folder is ended.
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var id)
                && CommandLine(id).Contains(FullPath, StringComparison.Ordinal))
            {
                End(id);
            }
        }
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
