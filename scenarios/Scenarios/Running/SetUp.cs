using System.Runtime.InteropServices;
using Harness;
using Harness.Reports;
using Harness.Runs;
using Harness.Scenarios.Running;

/// <summary>
/// One cluster for all scenarios. A bare <c>dotnet test</c> gets one here (settings by the HARNESS_* variables) and is a run like any
/// other; the command line brings its own. In no namespace, so that it applies to the whole assembly.
/// </summary>
[SetUpFixture]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1050", Justification = "NUnit: outside namespaces = for the whole assembly")]
public sealed class SetUp
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly TaskCompletionSource<Run?> _own = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task<RunEnd?>> _end;
    private Exception? _failure;

    public SetUp() => _end = new Lazy<Task<RunEnd?>>(EndAsync);

    [OneTimeSetUp]
    public async Task GetAClusterAsync()
    {
        Run? own = null;
        try
        {
            if (ScenarioRun.Current is not null)
                return;
            foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
                _signals.Add(PosixSignalRegistration.Create(signal, EndAtOnce));
            // The same signal ends the runner, after which the test host exits by itself.
            AppDomain.CurrentDomain.ProcessExit += EndFirst;
            own = Run.Begin(Request());
            await own.StartAsync(_stop.Token);
            ScenarioRun.Use(own, own.Folder.AddScenario, _stop.Token);
        }
        catch (Exception failure)
        {
            _failure = failure;
            throw;
        }
        finally
        {
            _own.SetResult(own);
        }
    }

    [OneTimeTearDown]
    public async Task RemoveItAsync()
    {
        var end = await _end.Value;
        AppDomain.CurrentDomain.ProcessExit -= EndFirst;
        _signals.ForEach(registration => registration.Dispose());
        _stop.Dispose();
        if (_failure is null && end?.Failure is { } failure)
            throw failure;
    }

    private static RunRequest Request()
    {
        var folders = HarnessFolders.InRepository(RepositoryRoot.Find());
        var settings = RunSettings.FromEnvironment().EnsureConsistent();
        return new RunRequest
        {
            Folders = folders,
            Settings = settings.With(Settings.Attach, settings.Get(Settings.Attach) ?? folders.State),
            Command = "dotnet test",
            Progress = new RunnerOutput(),
            Report = folder => ReportWriter.WriteAll(folder),
            Claims = ClaimCatalogue.All,
        };
    }

    /// <summary>The test runner would exit at once and leave the cluster behind, so the cluster is removed first.</summary>
    private void EndAtOnce(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
        _end.Value.GetAwaiter().GetResult();
        Environment.Exit((int)Outcome.Interrupted);
    }

    private void EndFirst(object? sender, EventArgs exit)
    {
        _stop.Cancel();
        _end.Value.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a start under way: when stopped, it removes what it began.</summary>
    private async Task<RunEnd?> EndAsync() => await _own.Task is { } own ? await own.EndAsync(_failure, _stop.Token) : null;
}
