using System.Diagnostics;
using System.Globalization;
using Harness.Lifetime;

namespace Harness.Clusters.ControlPlane;

/// <summary>
/// The folder of one control plane: its keys, its data, and whose it is. What a killed process left, its children included, is
/// found by that and removed at the next start.
/// </summary>
internal sealed class ControlPlaneFolder
{
    private const string Prefix = "harness-control-plane-";
    private const string Owner = "owner";
    private const string Processes = "processes";

    private ControlPlaneFolder(string path) => FullPath = path;

    public string FullPath { get; }

    /// <summary>Makes a folder that nobody else can read.</summary>
    public static ControlPlaneFolder Create()
    {
        var folder = new ControlPlaneFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        File.WriteAllText(folder.PathOf(Owner), Ownership.Current);
        return folder;
    }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Writes a file that nobody else can read, and returns its path.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Remembers a process that has to go with the folder; the folder's path must be on its command line.</summary>
    public void Remember(int processId) =>
        File.AppendAllText(PathOf(Processes), string.Create(CultureInfo.InvariantCulture, $"{processId}\n"));

    /// <summary>Removes the folder; gone already is as good.</summary>
    public void Delete()
    {
        if (Directory.Exists(FullPath))
            Directory.Delete(FullPath, recursive: true);
    }

    /// <summary>Removes what processes that are gone left behind, with the programs that still run for it.</summary>
    public static void SweepDead()
    {
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                var folder = new ControlPlaneFolder(path);
                if (!File.Exists(folder.PathOf(Owner)) || !Ownership.IsDead(File.ReadAllText(folder.PathOf(Owner))))
                    continue;
                folder.EndProcesses();
                folder.Delete();
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another sweeper was first: theirs to remove.
            }
        }
    }

    private void EndProcesses()
    {
        if (!File.Exists(PathOf(Processes)))
            return;
        foreach (var line in File.ReadLines(PathOf(Processes)))
        {
            // A process id may have become another program's since: only one that was started with this folder is ended.
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var id) && CommandLine(id).Contains(FullPath, StringComparison.Ordinal))
                End(id);
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
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
        }
    }
}
