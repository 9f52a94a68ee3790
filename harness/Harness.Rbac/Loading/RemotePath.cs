namespace Harness.Rbac.Loading;

/// <summary>
/// Tells what kustomize takes for a repository elsewhere, also where a folder of that name is here.
/// Source: https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec.go
/// </summary>
internal static class RemotePath
{
    private static readonly string[] Beginnings = ["git::", "gh:", "github.com"];
    private static readonly string[] Marks = ["://", "?ref=", "?version=", ".git/", "_git/"];

    /// <summary>Whether an entry of a kustomization is one.</summary>
    public static bool Is(string entry) =>
        Array.Exists(Beginnings, one => entry.StartsWith(one, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Marks, one => entry.Contains(one, StringComparison.OrdinalIgnoreCase))
        || entry.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
        || (entry.Contains('@', StringComparison.Ordinal) && entry.Contains(':', StringComparison.Ordinal));
}
