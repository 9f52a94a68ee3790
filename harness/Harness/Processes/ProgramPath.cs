namespace Harness.Processes;

/// <summary>Looks programs up as a shell would.</summary>
public static class ProgramPath
{
    /// <summary>The program's file; null where no folder of the PATH has one.</summary>
    /// <param name="names">What it may be called; of one folder the first of them is taken.</param>
    public static string? Find(params string[] names) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(_ => names, Path.Combine)
        .FirstOrDefault(File.Exists);
}
