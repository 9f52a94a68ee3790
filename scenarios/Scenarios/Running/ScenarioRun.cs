using Harness.Results;
using Harness.Runs;

namespace Harness.Scenarios.Running;

/// <summary>What all scenarios of this process run on, and where results go.</summary>
public sealed class ScenarioRun
{
    private readonly Lock _lock = new();
    private Task<SharedHello>? _hello;

    private ScenarioRun(Run run, Action<ScenarioResult> record, CancellationToken stop)
    {
        (Run, Record) = (run, record);
        Stop = CancellationTokenSource.CreateLinkedTokenSource(stop, run.Session.Cluster.Lost).Token;
    }

    public static ScenarioRun? Current { get; private set; }

    /// <summary>The session, and where scenarios attach files.</summary>
    public Run Run { get; }

    /// <summary>Since when scenarios may have been running.</summary>
    public DateTimeOffset Started { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Which of them use the cluster.</summary>
    public ClusterUse ClusterUse { get; } = new();

    public Action<ScenarioResult> Record { get; }

    /// <summary>Cancelled when the user stops the run, or when the cluster is lost.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Deployed when it is first needed, and again if that failed.</summary>
    public Task<SharedHello> SharedHelloAsync()
    {
        lock (_lock)
        {
            return _hello = _hello is null or { IsFaulted: true } or { IsCanceled: true }
                ? SharedHello.DeployAsync(Run.Session, Stop)
                : _hello;
        }
    }

    /// <summary>Called by the code that starts a run, before the scenarios run.</summary>
    public static void Use(Run run, Action<ScenarioResult> record, CancellationToken stop) => Current = new ScenarioRun(run, record, stop);
}
