using System.Formats.Tar;
using System.Globalization;
using Docker.DotNet.Models;
using Harness.Clusters.Engine;
using Harness.Images;
using Harness.Lifetime;

namespace Harness.Clusters.Node;

/// <summary>The container that a node runs in, seen from outside.</summary>
/// <param name="Engine">The engine it runs on.</param>
/// <param name="Id">Its full id.</param>
internal sealed record NodeContainer(ContainerEngine Engine, string Id)
{
    /// <summary>The API server's port inside the container.</summary>
    public const int ApiServerPort = 6443;

    /// <summary>The node's admin kubeconfig; null until it is written.</summary>
    public Task<string?> ReadKubeconfigAsync(CancellationToken cancellationToken) =>
        Engine.ReadTextAsync(Id, "/etc/rancher/k3s/k3s.yaml", cancellationToken);

    /// <summary>The container's address on the engine's bridge.</summary>
    public async Task<string?> BridgeAddressAsync(CancellationToken cancellationToken)
    {
        var container = await InspectAsync(cancellationToken).ConfigureAwait(false);
        return container.NetworkSettings?.Networks?.Values.Select(network => network.IPAddress)
            .FirstOrDefault(ip => !string.IsNullOrEmpty(ip));
    }

    /// <summary>Where the API server answers: the bridge address where this host reaches it, else the published port.</summary>
    public async Task<Uri> ApiServerAsync(CancellationToken cancellationToken)
    {
        var bridge = await BridgeAddressAsync(cancellationToken).ConfigureAwait(false);
        if (bridge is not null && await Reachability.ReachesAsync(bridge, ApiServerPort, cancellationToken).ConfigureAwait(false))
            return new UriBuilder("https", bridge, ApiServerPort).Uri;
        var published = await PublishedAsync([ApiServerPort], "https", cancellationToken).ConfigureAwait(false);
        return published.TryGetValue(ApiServerPort, out var address)
            ? address
            : throw HarnessException.Undecided(
                $"container {Id[..12]} publishes no port for the API server; is it running? docker logs {Id[..12]}");
    }

    /// <summary>Addresses on this host of ports that the engine publishes.</summary>
    public async Task<IReadOnlyDictionary<int, Uri>> PublishedAsync(
        IEnumerable<int> ports, string scheme, CancellationToken cancellationToken)
    {
        var container = await InspectAsync(cancellationToken).ConfigureAwait(false);
        var (host, published) = (Engine.Endpoint.PublishedOn, new Dictionary<int, Uri>());
        foreach (var port in ports)
        {
            var key = $"{port.ToString(CultureInfo.InvariantCulture)}/tcp";
            if (container.NetworkSettings?.Ports?.TryGetValue(key, out var bindings) == true && bindings is [var binding, ..])
                published[port] = new UriBuilder(scheme, host, int.Parse(binding.HostPort, CultureInfo.InvariantCulture)).Uri;
        }

        return published;
    }

    /// <summary>Names of the images that the node's containerd holds.</summary>
    public async Task<IReadOnlySet<string>> ImagesAsync(CancellationToken cancellationToken)
    {
        var (exit, output) = await Engine.ExecAsync(Id, ["ctr", "-n", "k8s.io", "images", "ls", "-q"], cancellationToken)
            .ConfigureAwait(false);
        return exit == 0 ? output.Split('\n', StringSplitOptions.TrimEntries).ToHashSet() : new HashSet<string>();
    }

    /// <summary>Imports an image into the running node.</summary>
    public async Task ImportAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(image.Path);
        using (var scratch = ScratchFolder.Create("image"))
        {
            var tar = scratch.PathOf("image.tar");
            var writer = new TarWriter(File.Create(tar), leaveOpen: false);
            await using (writer.ConfigureAwait(false))
                await writer.WriteEntryAsync(image.Path, name, cancellationToken).ConfigureAwait(false);
            var stream = File.OpenRead(tar);
            await using (stream.ConfigureAwait(false))
                await Engine.CopyInAsync(Id, "/tmp", stream, cancellationToken).ConfigureAwait(false);
        }

        var (exit, output) = await Engine.ExecAsync(
            Id, ["sh", "-c", "ctr -n k8s.io images import \"$0\"; code=$?; rm -f \"$0\"; exit $code", $"/tmp/{name}"], cancellationToken)
            .ConfigureAwait(false);
        if (exit != 0)
            throw HarnessException.Undecided($"the node would not import {image.Reference}: {output.Trim()}");
    }

    /// <summary>Why the container is not running; null while it is.</summary>
    public async Task<string?> DeathAsync(CancellationToken cancellationToken)
    {
        var container = await Engine.InspectAsync(Id, cancellationToken).ConfigureAwait(false);
        if (container?.State is not { } state)
            return $"node container {Id[..12]} is gone";
        if (state.Paused)
            return $"node container {Id[..12]} is paused";
        return state.Running ? null : $"node container {Id[..12]} exited with code {state.ExitCode}";
    }

    /// <summary>Makes sure that the container runs.</summary>
    /// <exception cref="HarnessException">It does not; the message says why.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (await DeathAsync(cancellationToken).ConfigureAwait(false) is { } death)
            throw HarnessException.Undecided(death);
    }

    private async Task<ContainerInspectResponse> InspectAsync(CancellationToken cancellationToken) =>
        await Engine.InspectAsync(Id, cancellationToken).ConfigureAwait(false)
        ?? throw HarnessException.Undecided($"node container {Id[..12]} is gone");
}
