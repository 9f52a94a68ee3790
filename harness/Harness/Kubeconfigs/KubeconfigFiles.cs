namespace Harness.Kubeconfigs;

/// <summary>The files that a kubeconfig consists of: one, or several separated as in <c>KUBECONFIG</c>.</summary>
internal static class KubeconfigFiles
{
    /// <summary>The variable in which kubectl finds its own.</summary>
    public const string Variable = "KUBECONFIG";

    /// <summary>The files that a text names. One that is there is one, whatever its name.</summary>
    public static IReadOnlyList<string> Split(string files) => File.Exists(files)
        ? [files]
        : [.. files.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The same text with whole paths, for a process in another folder.</summary>
    public static string Whole(string files) => string.Join(Path.PathSeparator, Split(files).Select(Path.GetFullPath));

    /// <summary>Reads them. Of several, those that are missing are passed over, as kubectl does.</summary>
    /// <exception cref="HarnessException">One cannot be read, or none is there (exit code 2).</exception>
    public static IReadOnlyList<KubeconfigPart> Read(string files)
    {
        var all = Split(files);
        var there = all.Count == 1 ? all : [.. all.Where(Path.Exists)];
        return there.Count > 0
            ? [.. there.Select(KubeconfigPart.ReadFile)]
            : throw HarnessException.BadInput($"kubeconfig {files}: none of these files is there");
    }
}
