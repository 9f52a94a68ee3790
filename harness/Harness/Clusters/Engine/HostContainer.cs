using Docker.DotNet.Models;
using Harness.Lifetime;

namespace Harness.Clusters.Engine;

/// <summary>
/// A container outside the cluster, on this host's network: it reaches the API server where this process does. It has no privileges,
/// and can write only to <see cref="DataFolder"/>.
/// </summary>
public sealed class HostContainer : IAsyncDisposable
{
    /// <summary>Where it reads a folder of the host.</summary>
    public const string InputFolder = "/input";

    /// <summary>Where it may write; kept in memory.</summary>
    public const string DataFolder = "/data";

    private readonly ContainerEngine _engine;
    private readonly string _id;

    private HostContainer(ContainerEngine engine, string id) => (_engine, _id) = (engine, id);

    /// <summary>Starts one.</summary>
    /// <param name="engine">An engine on this host; disposed with the container.</param>
    /// <param name="image">An image that the engine has.</param>
    /// <param name="arguments">For its entry point.</param>
    /// <param name="folder">The folder to read: readable by every user, as the container may run as any.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<HostContainer> StartAsync(
        ContainerEngine engine, string image, IReadOnlyList<string> arguments, string folder, string run,
        CancellationToken cancellationToken)
    {
        var container = new CreateContainerParameters
        {
            Image = image,
            Cmd = [.. arguments],
            Labels = new Dictionary<string, string> { [Ownership.Label] = Ownership.Current, [Ownership.RunLabel] = run },
            HostConfig = new HostConfig
            {
                NetworkMode = "host",
                Binds = [$"{folder}:{InputFolder}:ro,z"],
                Tmpfs = new Dictionary<string, string> { [DataFolder] = "mode=1777" },
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
            },
        };
        return new HostContainer(engine, await engine.StartAsync(container, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Why it is not running, with its log; null while it is.</summary>
    public async Task<string?> DeathAsync(CancellationToken cancellationToken)
    {
        var state = (await _engine.InspectAsync(_id, cancellationToken).ConfigureAwait(false))?.State;
        if (state?.Running == true)
            return null;
        var log = await _engine.LogsAsync(_id, cancellationToken).ConfigureAwait(false);
        return $"container {_id[..12]} {(state is null ? "is gone" : $"exited with code {state.ExitCode}: {log}")}";
    }

    /// <summary>Removes it; fine when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.RemoveAsync(_id, CancellationToken.None).ConfigureAwait(false);
        _engine.Dispose();
    }
}
