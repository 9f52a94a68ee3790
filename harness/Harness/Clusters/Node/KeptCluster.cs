using System.Text.Json;
using Harness.Clusters.Engine;
using Harness.Files;
using Harness.Images;

namespace Harness.Clusters.Node;

/// <summary>
/// A node cluster that another process can attach to: a folder with <c>kubeconfig</c> for every tool and <c>cluster.json</c>
/// for Harness. <c>up</c> keeps one in <c>.harness</c>.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class KeptCluster(string folder)
{
    private const string Remedy = "remove that one first (./run.sh down), or leave the option out";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Kubeconfig of the kept cluster; it holds an administrator's key.</summary>
    public string KubeconfigFile { get; } = Path.Combine(folder, "kubeconfig");

    private string StateFile { get; } = Path.Combine(folder, "cluster.json");

    /// <summary>What is known of the kept cluster without asking it; null when none is kept.</summary>
    /// <exception cref="HarnessException">The folder cannot be read, e.g. because it is another user's (exit code 3).</exception>
    public KeptState? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<KeptState>(BoundedFile.ReadText(StateFile), Json) is { } state && IsId(state.ContainerId)
                ? state
                : null;
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.Undecided($"whether {Folder} keeps a cluster cannot be read: {closed.Message}", closed);
        }
    }

    /// <summary>An engine's ids go into its URLs: nothing else may.</summary>
    private static bool IsId(string text) => text.Length is >= 12 and <= 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Checks that the kept cluster that options would use, where there is one, is of the kind that they ask for.</summary>
    /// <inheritdoc cref="EnsureIsAsync" path="/exception"/>
    internal static Task EnsureFitsAsync(ClusterOptions options, CancellationToken cancellationToken) =>
        options is { Source: ClusterSource.Auto, WantsExisting: false, Attach: { } folder }
            ? new KeptCluster(folder).EnsureIsAsync(options, cancellationToken)
            : Task.CompletedTask;

    /// <summary>Checks that the kept cluster, where there is one, is of the kind that was asked for.</summary>
    /// <exception cref="HarnessException">It is another (exit code 2).</exception>
    internal async Task EnsureIsAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        if (Read() is not { Facts: { } facts })
            return;
        var tag = await OfflineNodeImage.OwnTagAsync(options, cancellationToken).ConfigureAwait(false);
        var source = EnumWord.Of(options.Source);
        if (options.Source is ClusterSource.K3s or ClusterSource.Offline && source != facts.Source)
            throw IsAnother($"--cluster {source}");
        if (options.K3sImage != ThirdPartyImages.K3s && facts.NodeImage?.StartsWith(options.K3sImage, StringComparison.Ordinal) != true)
            throw IsAnother($"--k3s-image {options.K3sImage}");
        if (facts.NodeImage?.Split(' ')[0].EndsWith(tag, StringComparison.Ordinal) != true && tag.Length > 0)
            throw IsAnother($"--kubernetes {options.Kubernetes}{(options.Debian is { } debian ? $" --debian {EnumWord.Of(debian)}" : "")}");
        if (options.Audit && Read() is { LogsEverything: false })
            throw Lacks("--audit", "was started without it");
        if (options.Ingress == IngressChoice.Traefik && facts.Source == EnumWord.Of(ClusterSource.Offline))
            throw Lacks("--ingress traefik", "has no Traefik");

        HarnessException IsAnother(string wanted) => HarnessException.BadInput(
            $"{wanted} is not the kept cluster, which is {facts.Source}, Kubernetes {facts.KubernetesVersion}: {Remedy}");

        HarnessException Lacks(string wanted, string why) => HarnessException.BadInput(
            $"{wanted}: the kept cluster ({facts.Source}, Kubernetes {facts.KubernetesVersion}) {why}: {Remedy}");
    }

    /// <summary>Remembers a cluster as kept.</summary>
    internal void Write(NodeCluster cluster)
    {
        Directory.CreateDirectory(Folder);
        PrivateFile.Write(KubeconfigFile, cluster.Kubeconfig);
        var state = new KeptState(cluster.ContainerId, cluster.IsThrowaway, cluster.Facts, cluster.LogsEverything);
        PrivateFile.Write(StateFile, JsonSerializer.Serialize(state, Json));
    }

    /// <summary>Forgets the kept cluster.</summary>
    public void Forget()
    {
        File.Delete(KubeconfigFile);
        File.Delete(StateFile);
    }

    /// <summary>Whether there is one, and its node runs.</summary>
    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        if (Read() is not { } state)
            return false;
        using var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await new NodeContainer(engine, state.ContainerId).DeathAsync(cancellationToken).ConfigureAwait(false) is null;
    }

    /// <summary>Attaches to the kept cluster.</summary>
    /// <returns>Null when none is kept, or its container is no longer running.</returns>
    internal async Task<NodeCluster?> TryAttachAsync(CancellationToken cancellationToken)
    {
        if (Read() is not { } state || !File.Exists(KubeconfigFile))
            return null;
        var engine = await ContainerEngine.ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var node = new NodeContainer(engine, state.ContainerId);
            if (await node.DeathAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                var yaml = await File.ReadAllTextAsync(KubeconfigFile, cancellationToken).ConfigureAwait(false);
                return await NodeCluster.AttachAsync(node, yaml, state, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        engine.Dispose();
        return null;
    }
}

/// <summary>cluster.json.</summary>
/// <param name="ContainerId">The node's container.</param>
/// <param name="IsThrowaway">Whether the process that started it removes it, so that nothing in it needs to be waited for.</param>
/// <param name="Facts">What the cluster is.</param>
/// <param name="LogsEverything">Whether its API server logs every request.</param>
internal sealed record KeptState(string ContainerId, bool IsThrowaway, ClusterFacts Facts, bool LogsEverything = false);
