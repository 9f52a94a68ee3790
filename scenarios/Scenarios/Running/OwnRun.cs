using Harness.Clusters;
using Harness.Files;
using Harness.Results;
using Harness.Runs;
using Harness.Scenarios.Browsing;

namespace Harness.Scenarios.Running;

/// <summary>A run started by a bare <c>dotnet test</c>: its session and its folder under reports/runs.</summary>
internal sealed record OwnRun(HarnessSession Session, RunFolder Folder)
{
    private const long RoomForResults = 64 << 20;

    /// <summary>Gets a cluster: HARNESS_KUBECONFIG's, a kept one that runs, or a throw-away one.</summary>
    public static async Task<OwnRun> StartAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var layout = RepositoryLayout.Find();
        var options = ClusterOptions.FromEnvironment().EnsureConsistent();
        BrowserFile.EnsureNamedIsThere();
        RunFolder.EnsureWritable(layout.Runs, RoomForResults);
        var folder = RunFolder.Create(layout.Runs, TimeProvider.System, (id, started) => RunFacts.Manifest(layout, id, started, "dotnet test"));
        HarnessSession? session = null;
        try
        {
            options = options with { Attach = options.Attach ?? layout.State };
            var sources = new SessionSources(
                layout, CacheFolder.Default(), new Lines(say), Path.Combine(folder.FullPath, "logs"));
            session = await HarnessSession.StartAsync(options, sources, folder.Id, cancellationToken);
            folder.UpdateManifest(manifest => manifest with { Cluster = session.Facts });
            return new OwnRun(session, folder);
        }
        catch (Exception failure)
        {
            if (session is not null)
                await session.DisposeAsync();
            var state = cancellationToken.IsCancellationRequested ? RunState.Interrupted : RunState.Aborted;
            folder.UpdateManifest(manifest => manifest with { State = state, StateReason = failure.Message });
            throw;
        }
    }

    public async Task EndAsync(RunState state)
    {
        var lost = Session.Cluster.LostBecause;
        try
        {
            await using var session = Session; // it goes, even where its logs cannot be saved
            if (lost is not null)
                await session.Cluster.SaveLogsAsync(Path.Combine(Folder.FullPath, "logs"), CancellationToken.None);
        }
        finally
        {
            Folder.UpdateManifest(manifest => manifest with
            {
                State = lost is null ? state : RunState.Aborted,
                StateReason = lost,
                Finished = TimeProvider.System.GetUtcNow(),
            });
        }
    }

    private sealed class Lines(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
