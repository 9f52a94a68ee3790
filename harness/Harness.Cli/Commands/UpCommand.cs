using System.CommandLine;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters.Node;
using Harness.Files;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>up</c>: keeps a cluster for kubectl and for every other command.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var command = new Command("up", "start a cluster and keep it; every other command then uses it, and so can kubectl");
        var options = SettingOptions.OfOwnCluster().AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var folders = Repository.Folders;
            using var interruption = new Interruption();
            var settings = options.Read(parsed, folders);
            if (options.Named(parsed).FirstOrDefault(one => one is "--load" or "--allow-plain-http") is { } ofOthers)
                throw HarnessException.BadInput($"{ofOthers} is for an existing cluster, and up starts one of its own: omit it");
            return await KeepAsync(folders, settings, interruption.Stop);
        });
        return command;
    }

    private static async Task<int> KeepAsync(HarnessFolders folders, RunSettings settings, CancellationToken stop)
    {
        var kept = new KeptCluster(folders.State);
        var isNew = await Stage.RunAsync("cluster", progress =>
            new KeptClusters(kept).KeepAsync(settings, new SessionSources(folders, CacheFolder.Default(), progress), stop));
        if (!isNew)
            Screen.Say("a cluster is kept already");
        var file = Path.GetRelativePath(Directory.GetCurrentDirectory(), kept.KubeconfigFile);
        if (kept.Read()?.Facts is { } facts)
            Screen.Result($"cluster     {facts.Source}, Kubernetes {facts.KubernetesVersion}");
        Screen.Result($"kubeconfig  {file}");
        Screen.Result($"try         kubectl --kubeconfig {file} get pods -A");
        if (kept.Read() is { LogsEverything: true })
            Screen.Result("audit log   ./run.sh learn");
        Screen.Result("remove      ./run.sh down");
        return ExitCode.Of(Outcome.AsExpected);
    }
}
