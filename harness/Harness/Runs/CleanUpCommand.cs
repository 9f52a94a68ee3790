using Harness.Clusters;

namespace Harness.Runs;

/// <summary>The command that removes what runs left, for messages: to be copied as it stands.</summary>
internal static class CleanUpCommand
{
    /// <summary>For a cluster: that of a kubeconfig is cleaned; any other goes as a whole.</summary>
    public static string For(ClusterOptions options)
    {
        if (!options.WantsExisting)
            return "./run.sh down --all";
        var context = options.Context is { } name ? $" --context {Quoted(name)}" : "";
        var plain = options.AllowsPlainHttp ? " --allow-plain-http" : "";
        var file = options.Kubeconfig is { } given ? Quoted(given) : "FILE (a kubeconfig of this cluster)";
        return $"./run.sh down --kubeconfig {file}{context}{plain}";
    }

    /// <summary>A word as shells take it.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '@' or '=' or '+')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
