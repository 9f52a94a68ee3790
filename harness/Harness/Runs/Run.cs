using Harness.Clusters;
using Harness.Clusters.Choosing;
using Harness.Results;

namespace Harness.Runs;

/// <summary>
/// One run from its folder to its reports: it gets a cluster once, and the steps work on it. However it ends, the cluster is removed,
/// the results so far are kept, and the reports say how far the run got.
/// </summary>
public sealed class Run
{
    /// <summary>The last stage: what was planned after it is not done any more.</summary>
    internal const string Removal = "removing what was made";

    private const long RoomForResults = 256 << 20;
    private readonly RunRequest _request;
    private readonly bool _isJoined;
    private readonly HostReading _host = new();
    private HarnessSession? _session;

    private readonly IDisposable? _mark;

    private Run(RunRequest request, RunFolder folder, bool isJoined) => (_request, Folder, _isJoined, _mark) =
        (request, folder, isJoined, isJoined ? null : RunningMark.TryTake(folder.FullPath));

    /// <summary>Where the results go.</summary>
    public RunFolder Folder { get; }

    /// <summary>What the steps work on.</summary>
    /// <exception cref="InvalidOperationException">The run has not started.</exception>
    public HarnessSession Session => _session ?? throw new InvalidOperationException("the run has not started");

    /// <summary>Receives the progress.</summary>
    public IRunProgress Progress => _request.Progress;

    private string Logs => Path.Combine(Folder.FullPath, "logs");

    /// <summary>
    /// Begins a run: makes its folder. Where the settings name the folder of a run that another process began
    /// (<see cref="Settings.JoinRun"/>), this one only adds results to it, and leaves its end and its reports to that process.
    /// </summary>
    /// <exception cref="HarnessException">The folder cannot be made, or there is no such run.</exception>
    public static Run Begin(RunRequest request)
    {
        if (request.Settings.Get(Settings.JoinRun) is { } joined)
            return new Run(request, RunFolder.Open(joined), isJoined: true);
        var runs = request.Folders.Runs;
        RunFolder.EnsureWritable(runs, RoomForResults);
        var folder = RunFolder.Create(runs, TimeProvider.System, (id, started) =>
            RunFacts.Manifest(request.Folders.Source, id, started, request.Command) with
            {
                Claims = request.Claims,
                AskedClaim = request.AskedClaim,
            });
        return new Run(request, folder, isJoined: false);
    }

    /// <summary>Runs steps from the start to the end.</summary>
    /// <returns>How the run ended; failures of any kind are part of it.</returns>
    /// <exception cref="HarnessException">
    /// It was not begun: a cluster of another kind than was asked for is kept, or the kubeconfig cannot be read.
    /// </exception>
    public static async Task<RunEnd> ExecuteAsync(RunRequest request, IReadOnlyList<IRunStep> steps, CancellationToken stop)
    {
        await ClusterProvider.EnsureFitsAsync(request.Settings.Cluster, stop).ConfigureAwait(false);
        var run = Begin(request);
        Exception? failure = null;
        try
        {
            await run.StartAsync(stop).ConfigureAwait(false);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, run.Session.Cluster.Lost);
            foreach (var step in steps)
            {
                await step.RunAsync(run, either.Token).ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested();
            }
        }
        catch (Exception cause)
        {
            failure = cause;
        }

        return await run.EndAsync(failure, stop).ConfigureAwait(false);
    }

    /// <summary>Gets the cluster.</summary>
    /// <exception cref="HarnessException">None is available; whatever was made is removed. The run is still to be ended.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        _session = await Progress.StageAsync("cluster", progress => HarnessSession.StartAsync(
            _request.Settings,
            new SessionSources(_request.Folders, _request.Cache, progress, Logs) { Needed = _request.Needed },
            Folder.Id,
            stop)).ConfigureAwait(false);
        foreach (var note in Session.Notes)
            Progress.Say(note);
        if (!_isJoined)
            Folder.UpdateManifest(manifest => manifest with { Cluster = Session.Facts });
    }

    /// <summary>Gets another cluster beside the run's own, to be compared with it. The caller disposes of it, which removes it.</summary>
    /// <param name="settings">Which cluster.</param>
    /// <param name="progress">Receives progress messages.</param>
    /// <param name="stop">Ends the start.</param>
    /// <exception cref="HarnessException">None is available; whatever was made is removed.</exception>
    public Task<HarnessSession> StartAnotherAsync(RunSettings settings, IProgress<string> progress, CancellationToken stop) =>
        // A name of its own: where a start fails, every node of that name is removed.
        HarnessSession.StartAsync(
            settings, new SessionSources(_request.Folders, _request.Cache, progress, Path.Combine(Logs, "another")),
            $"{Folder.Id}-another", stop);

    /// <summary>Removes what the run made, records how it ended, and writes its reports.</summary>
    /// <param name="failure">What ended it early; null when nothing did.</param>
    /// <param name="stop">Whether the user stopped it.</param>
    public async Task<RunEnd> EndAsync(Exception? failure, CancellationToken stop)
    {
        if (failure is not null && _session is not null)
            await _session.Cluster.WhyLostAsync().ConfigureAwait(false);
        var lost = _session?.Cluster.LostBecause;
        var isInterrupted = stop.IsCancellationRequested;
        var isConsequence = failure is OperationCanceledException && (isInterrupted || lost is not null);
        var told = failure is null || isConsequence ? null : Unexpected.Explain(failure);
        var left = await RemoveAsync(lost).ConfigureAwait(false);
        told = left ?? told;
        if (lost is not null)
        {
            var log = Directory.Exists(Logs) ? $"; its log is in {Logs}" : "";
            told = HarnessException.Undecided($"the cluster was lost: {lost}{log}{(left is null ? "" : $"\n{left.Message}")}");
        }

        return _isJoined ? new RunEnd(RunEnd.OutcomeOf(Folder.Load(), isInterrupted, told), told, Folder) : Conclude(isInterrupted, told);
    }

    private RunEnd Conclude(bool isInterrupted, HarnessException? failure)
    {
        var outcome = RunEnd.OutcomeOf(Folder.Load(), isInterrupted, failure);
        Folder.UpdateManifest(manifest => manifest with
        {
            State = isInterrupted ? RunState.Interrupted : failure is null ? RunState.Complete : RunState.Aborted,
            StateReason = failure?.Message,
            Finished = TimeProvider.System.GetUtcNow(),
            HostUse = _host.Use(),
            ExitCode = (int)outcome,
        });
        _request.Report(Folder);
        _mark?.Dispose();
        return new RunEnd(outcome, failure, Folder);
    }

    /// <summary>Removes what the run made; what could not be removed becomes the run's failure.</summary>
    private async Task<HarnessException?> RemoveAsync(string? lost)
    {
        if (_session is null)
            return null;
        if (lost is not null)
            await SaveLogsAsync(_session).ConfigureAwait(false);
        try
        {
            await Progress.StageAsync(Removal, _ => _session.DisposeAsync().AsTask()).ConfigureAwait(false);
            return null;
        }
        catch (AggregateException left)
        {
            return HarnessException.Undecided(
                $"{string.Join("; ", left.InnerExceptions.Select(one => one.Message))}\n"
                + $"to remove what is left{(lost is null ? "" : ", once the cluster answers")}: "
                + CleanUpCommand.For(_request.Settings.Cluster),
                left);
        }
    }

    /// <summary>Saves what evidence is available; a lack of it must not keep the cluster from being removed.</summary>
    private async Task SaveLogsAsync(HarnessSession session)
    {
        try
        {
            await session.Cluster.SaveLogsAsync(Logs, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Progress.Say($"the node's log could not be saved: {failure.GetBaseException().Message}");
        }
    }
}
