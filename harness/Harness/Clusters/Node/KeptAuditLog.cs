using Harness.Clusters.Engine;
using Harness.Rbac.Auditing;

namespace Harness.Clusters.Node;

/// <summary>The audit log of the kept cluster.</summary>
public sealed class KeptAuditLog : IDisposable
{
    private readonly ContainerEngine _engine;

    private KeptAuditLog(ContainerEngine engine, string kubernetes, Stream stream) =>
        (_engine, KubernetesVersion, Stream) = (engine, kubernetes, stream);

    /// <summary>What messages call it.</summary>
    public const string Name = "the kept cluster's audit log";

    /// <summary>The version of the cluster's API server, e.g. <c>v1.20.2</c>.</summary>
    public string KubernetesVersion { get; }

    /// <summary>The log, from its beginning; where it is at its end, for now, nothing is read.</summary>
    public Stream Stream { get; }

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

    /// <summary>Reads what is in it by now.</summary>
    public Task ReadAsync(AuditReading reading, IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report($"reading {Name}");
        return Task.Run(
            () => reading.FollowAsync(Name, Stream, () => true, () => Task.CompletedTask, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        _engine.Dispose();
    }
}
