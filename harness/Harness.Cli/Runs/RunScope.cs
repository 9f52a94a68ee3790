using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Files;
using Harness.Reports;
using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Runs;

/// <summary>
/// One run from its folder to its report: a cluster is had once, the steps work on it, and on every way out the cluster is
/// removed, the results so far are kept, and the report says how far the run came.
/// </summary>
internal sealed class RunScope
{
    private const long RoomForRun = 256 << 20;
    private readonly RepositoryLayout _layout;
    private readonly RunFolder _folder;

    private RunScope(RepositoryLayout layout, string command)
    {
        _layout = layout;
        _folder = RunFolder.Create(layout.Runs, TimeProvider.System, (id, started) => RunFacts.Manifest(layout, id, started, command));
    }

    private string Logs => Path.Combine(_folder.FullPath, "logs");

    /// <summary>Runs the steps of a command.</summary>
    /// <param name="layout">The repository.</param>
    /// <param name="options">Which cluster.</param>
    /// <param name="command">The command line, for the record.</param>
    /// <param name="steps">What is done on the cluster, in order.</param>
    /// <returns>The exit code.</returns>
    public static async Task<ExitCode> RunAsync(
        RepositoryLayout layout, ClusterOptions options, string command, IReadOnlyList<IRunStep> steps)
    {
        RunFolder.EnsureWritable(layout.Runs, RoomForRun);
        using var interruption = new Interruption();
        return await new RunScope(layout, command).RunAsync(options, steps, interruption);
    }

    private async Task<ExitCode> RunAsync(ClusterOptions options, IReadOnlyList<IRunStep> steps, Interruption interruption)
    {
        HarnessSession? session = null;
        HarnessException? failure = null;
        try
        {
            session = await StartAsync(options, interruption.Stop);
            _folder.UpdateManifest(manifest => manifest with { Cluster = session.Facts });
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Stop, session.Cluster.Lost);
            foreach (var step in steps)
            {
                await step.RunAsync(session, _folder, stop.Token);
                stop.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (interruption.Happened || session?.Cluster.LostBecause is not null)
        {
        }
        catch (Exception cause)
        {
            failure = Unexpected.Explain(cause);
            if (session is not null)
                await session.Cluster.WhyLostAsync();
        }

        var lost = session?.Cluster.LostBecause;
        failure = await RemoveAsync(session, lost) ?? failure;
        if (lost is not null)
            failure = HarnessException.Undecided($"the cluster was lost: {lost}{(Directory.Exists(Logs) ? $"; its log is in {Logs}" : "")}");
        return End(interruption.Happened, failure);
    }

    private Task<HarnessSession> StartAsync(ClusterOptions options, CancellationToken stop) =>
        Stage.RunAsync("cluster", progress =>
            HarnessSession.StartAsync(options, new SessionSources(_layout, CacheFolder.Default(), progress, Logs), _folder.Id, stop));

    /// <summary>Removes what the run made; what could not be removed becomes the run's failure.</summary>
    private async Task<HarnessException?> RemoveAsync(HarnessSession? session, string? lost)
    {
        if (session is null)
            return null;
        if (lost is not null)
            await SaveLogsAsync(session);
        try
        {
            await Stage.RunAsync("removing what was made", _ => session.DisposeAsync().AsTask());
            return null;
        }
        catch (AggregateException left)
        {
            return HarnessException.Undecided(
                $"{string.Join("; ", left.InnerExceptions.Select(one => one.Message))}; ./run.sh down --all removes what is left", left);
        }
    }

    /// <summary>Evidence as far as it can be had: its lack must not keep the cluster from being removed.</summary>
    private async Task SaveLogsAsync(HarnessSession session)
    {
        try
        {
            await session.Cluster.SaveLogsAsync(Logs, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Screen.Say($"the node's log could not be saved: {failure.GetBaseException().Message}");
        }
    }

    private ExitCode End(bool interrupted, HarnessException? failure)
    {
        var results = _folder.Load();
        var exitCode = ExitCodeOf(results, interrupted, failure);
        _folder.UpdateManifest(manifest => manifest with
        {
            State = interrupted ? RunState.Interrupted : failure is null ? RunState.Complete : RunState.Aborted,
            StateReason = failure?.Message,
            Finished = TimeProvider.System.GetUtcNow(),
            ExitCode = (int)exitCode,
        });
        var files = ReportWriter.WriteAll(_folder);
        if (failure is not null)
            Screen.Complain(failure.Message);
        SummaryScreen.Show(_folder.Load(), files[0]);
        return exitCode;
    }

    private static ExitCode ExitCodeOf(RunResults results, bool interrupted, HarnessException? failure)
    {
        if (interrupted)
            return ExitCode.Interrupted;
        if (failure is not null)
            return failure.ExitCode;
        if (results.Scenarios.Any(scenario => scenario.Outcome == ScenarioOutcome.Failed))
            return ExitCode.Violation;
        return results.Scenarios.Any(scenario => scenario.Outcome == ScenarioOutcome.Undecided) ? ExitCode.Undecided : ExitCode.AsExpected;
    }
}
