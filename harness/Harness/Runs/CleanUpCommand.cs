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
        var context = options.Context is { } name ? $" --context {ShellWord.Of(name)}" : "";
        var plain = options.AllowsPlainHttp ? " --allow-plain-http" : "";
        var file = options.Kubeconfig is { } given ? ShellWord.Of(given) : "FILE (a kubeconfig of this cluster)";
        return $"./run.sh down --kubeconfig {file}{context}{plain}";
    }
}
