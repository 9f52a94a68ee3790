using System.Globalization;
using Harness.Files;
using Harness.Processes;
using Harness.Results;
using Harness.Runs;

namespace Harness.Checks;

/// <summary>What this machine has: SDK, disk, memory, compiler.</summary>
internal static class MachineChecks
{
    private const long NeededDisk = 8L << 30;
    private const long NeededMemory = 3L << 30;

    /// <summary>All of them.</summary>
    public static IEnumerable<Check> All(HarnessFolders folders, CacheFolder cache, RunSettings settings)
    {
        yield return Sdk();
        yield return Writable(folders);
        yield return Disk("disk for results", folders.Source);
        yield return Disk("disk for the cache", cache.Folder("images"));
        yield return Memory();
        yield return Program(
            "gcc", "compiles hello-app", "on Debian or Ubuntu: apt-get install gcc libc6-dev zlib1g-dev, or give --hello-image");
        yield return Browser(settings.Get(Settings.Browser));
        yield return Program("mmdebstrap", "builds the offline node where no image registry answers",
            "on Debian or Ubuntu: apt-get install mmdebstrap, or load a k3s image into the engine");
    }

    private static Check Sdk()
    {
        const string name = ".NET SDK";
        var outcome = ProcessRunner.RunAsync("dotnet", ["--version"]).GetAwaiter().GetResult();
        return outcome.ExitCode == 0
            ? Check.Ok(name, $"{outcome.Output.Trim()}, runtime {Environment.Version}")
            : new Check(name, CheckState.Failure, outcome.ErrorTail, "install the .NET 10 SDK");
    }

    private static Check Writable(HarnessFolders folders)
    {
        try
        {
            RunFolder.EnsureWritable(folders.Runs, minimumFreeBytes: 0);
            return Check.Ok("reports/runs", "writable");
        }
        catch (HarnessException failure)
        {
            return new Check("reports/runs", CheckState.Failure, "not writable", failure.Message);
        }
    }

    private static Check Disk(string name, string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var found = $"{GiB(free)} free at {folder}";
        return free >= NeededDisk
            ? Check.Ok(name, found)
            : new Check(name, CheckState.Warning, found, $"a first build of the offline node takes up to {GiB(NeededDisk)}");
    }

    private static Check Memory()
    {
        var total = HostReading.Facts().MemoryBytes;
        return total >= NeededMemory
            ? Check.Ok("memory", GiB(total))
            : new Check("memory", CheckState.Warning, GiB(total), $"a cluster with its workloads needs {GiB(NeededMemory)}");
    }

    private static Check Browser(string? named) => BrowserFile.Find(named) is { } file && File.Exists(file)
        ? Check.Ok("browser", file)
        : new Check("browser", CheckState.Warning, "none on the PATH (opens web pages through the proxy)",
            "on Debian: apt-get install chromium; or give --browser FILE");

    private static Check Program(string name, string use, string advice) => ProgramPath.Find(name) is { } path
        ? Check.Ok(name, path)
        : new Check(name, CheckState.Warning, $"not on the PATH ({use})", advice);

    private static string GiB(long bytes) => (bytes / (double)(1L << 30)).ToString("0.0", CultureInfo.InvariantCulture) + " GiB";
}
