using System.Runtime.InteropServices;
using Harness.Results;
using Harness.Scenarios.Running;

/// <summary>
/// One cluster for all scenarios. A bare <c>dotnet test</c> gets one here (settings by the HARNESS_* variables); the command line
/// brings its own. In no namespace, so that it is around every scenario of the assembly.
/// </summary>
[SetUpFixture]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1050", Justification = "NUnit: outside namespaces = around the whole assembly")]
public sealed class SetUp
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly TaskCompletionSource<OwnRun?> _own = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Task> _end;

    public SetUp() => _end = new Lazy<Task>(EndAsync);

    [OneTimeSetUp]
    public async Task GetAClusterAsync()
    {
        OwnRun? own = null;
        try
        {
            if (ScenarioRun.Current is not null)
                return;
            foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
                _signals.Add(PosixSignalRegistration.Create(signal, EndAtOnce));
            // The same signal ends the runner, and as it goes the test host leaves on its own.
            AppDomain.CurrentDomain.ProcessExit += EndFirst;
            own = await OwnRun.StartAsync(TestContext.Progress.WriteLine, _stop.Token);
            ScenarioRun.Use(own.Session, own.Folder, own.Folder.AddScenario, _stop.Token);
        }
        finally
        {
            _own.SetResult(own);
        }
    }

    [OneTimeTearDown]
    public async Task RemoveItAsync()
    {
        await _end.Value;
        AppDomain.CurrentDomain.ProcessExit -= EndFirst;
        _signals.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    /// <summary>The test runner would leave at once and the cluster stay behind; so the cluster goes first.</summary>
    private void EndAtOnce(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
        _end.Value.GetAwaiter().GetResult();
        Environment.Exit((int)Harness.ExitCode.Interrupted);
    }

    private void EndFirst(object? sender, EventArgs exit)
    {
        _stop.Cancel();
        _end.Value.GetAwaiter().GetResult();
    }

    /// <summary>A start that is under way is waited for: one that is stopped removes what it began.</summary>
    private async Task EndAsync()
    {
        if (await _own.Task is { } own)
            await own.EndAsync(_stop.IsCancellationRequested ? RunState.Interrupted : RunState.Complete);
    }
}
