namespace Harness.Processes;

/// <summary>Looks programs up as a shell would.</summary>
public static class ProgramPath
{
    /// <summary>The program's file; null where no folder of the PATH has one.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
