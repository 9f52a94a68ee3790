using Harness.Results;
using Harness.Sessions;

namespace Harness.Scenarios.Running;

/// <summary>What all scenarios of this process run on: one session, whoever started it, and where results go.</summary>
public sealed class ScenarioRun
{
    private readonly Lock _lock = new();
    private Task<SharedHello>? _hello;

    private ScenarioRun(HarnessSession session, RunFolder folder, Action<ScenarioResult> record, CancellationToken stop)
    {
        (Session, Folder, Record) = (session, folder, record);
        Stop = CancellationTokenSource.CreateLinkedTokenSource(stop, session.Cluster.Lost).Token;
    }

    public static ScenarioRun? Current { get; private set; }

    public HarnessSession Session { get; }

    /// <summary>Since when scenarios may have been running.</summary>
    public DateTimeOffset Started { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Which of them use the cluster.</summary>
    public ClusterUse ClusterUse { get; } = new();

    /// <summary>Where scenarios attach files.</summary>
    public RunFolder Folder { get; }

    public Action<ScenarioResult> Record { get; }

    /// <summary>Cancelled when the user stops the run, or when the cluster is lost.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Deployed when it is first needed, and again where that failed.</summary>
    public Task<SharedHello> SharedHelloAsync()
    {
        lock (_lock)
            return _hello = _hello is null or { IsFaulted: true } or { IsCanceled: true } ? SharedHello.DeployAsync(Session, Stop) : _hello;
    }

    /// <summary>Called by whoever has a session already, before the scenarios run.</summary>
    public static void Use(HarnessSession session, RunFolder folder, Action<ScenarioResult> record, CancellationToken stop) =>
        Current = new ScenarioRun(session, folder, record, stop);
}
