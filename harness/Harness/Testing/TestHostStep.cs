using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Clusters.Existing;
using Harness.Clusters.Node;
using Harness.Lifetime;
using Harness.Runs;

namespace Harness.Testing;

/// <summary>
/// The scenarios in test hosts, which join the run. The cluster belongs to this process: it outlives the hosts, whatever happens to them,
/// and so always removes the cluster.
/// </summary>
/// <param name="runner">Runs them.</param>
/// <param name="assembly">The scenarios.</param>
/// <param name="filter">Which of them, as the runner's filter expression.</param>
/// <param name="settings">The run's settings.</param>
internal sealed class TestHostStep(TestRunner runner, string assembly, string filter, RunSettings settings) : IRunStep
{
    /// <summary>Whether the runner said that all went well; null while it has not ended.</summary>
    public bool? Succeeded { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken stop)
    {
        using var scratch = ScratchFolder.Create("test");
        var shared = new KeptCluster(scratch.PathOf("kept"));
        var cluster = run.Session.Cluster;
        var ofHosts = settings.With(Settings.JoinRun, run.Folder.FullPath).With(Settings.Attach, null);
        if (cluster is not ExistingCluster)
        {
            ClusterProvider.Share(cluster, shared);
            ofHosts = ofHosts.With(Settings.Cluster, ClusterSource.Auto).With(Settings.Attach, shared.Folder);
        }

        Succeeded = await run.Progress.StageAsync(
            "scenarios", _ => runner.RunAsync("scenarios", [assembly], filter, ofHosts.ToEnvironment(), stop)).ConfigureAwait(false);
        if (Succeeded == false)
            await cluster.WhyLostAsync().ConfigureAwait(false);
    }
}
