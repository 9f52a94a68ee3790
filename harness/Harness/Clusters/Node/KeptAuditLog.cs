using Harness.Clusters.Engine;
using Harness.Rbac.Auditing;

namespace Harness.Clusters.Node;

/// <summary>The audit log of the kept cluster.</summary>
public sealed class KeptAuditLog : IDisposable
{
    private readonly ContainerEngine _engine;
    private readonly NodeAuditStream _stream;

    private KeptAuditLog(ContainerEngine engine, string kubernetes, NodeAuditStream stream) =>
        (_engine, KubernetesVersion, _stream) = (engine, kubernetes, stream);

    /// <summary>What messages call it.</summary>
    public const string Name = "the kept cluster's audit log";

    /// <summary>The version of the cluster's API server, e.g. <c>v1.20.2</c>.</summary>
    public string KubernetesVersion { get; }

    /// <summary>Opens it.</summary>
    /// <param name="folder">Folder of the kept cluster.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HarnessException">No cluster is kept, it does not run, or it does not log everything (exit code 3).</exception>
    public static async Task<KeptAuditLog> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        if (new KeptCluster(folder).Read() is not { } state)
        {
            throw HarnessException.Undecided(
                "there is no audit log to read: name one with --audit FILE, or keep a cluster that writes one with ./run.sh up --audit");
        }

        if (!state.LogsEverything)
        {
            throw HarnessException.Undecided(
                "the kept cluster was started without --audit, so its log does not have what was done there: ./run.sh down, then "
                + "./run.sh up --audit; or name a log with --audit FILE");
        }

        var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await new NodeContainer(engine, state.ContainerId).EnsureRunningAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        return new KeptAuditLog(
            engine, state.Facts.KubernetesVersion,
            new NodeAuditStream(command => engine.ExecAsync(state.ContainerId, command, cancellationToken)));
    }

    /// <summary>Reads it from its beginning, until it is enough.</summary>
    /// <param name="reading">Where its requests go.</param>
    /// <param name="isEnough">Whether it is enough; asked whenever nothing is left to be read.</param>
    /// <param name="pause">Waits before it is looked at again.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadAsync(AuditReading reading, Func<bool> isEnough, Func<Task> pause, CancellationToken cancellationToken)
    {
        await reading.FollowAsync(Name, _stream, isEnough, pause, cancellationToken).ConfigureAwait(false);
        if (_stream.Missing is { } missing)
            reading.Miss(missing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _engine.Dispose();
    }
}
