using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using Harness.Clusters.Engine;
using Harness.Images;
using Harness.Lifetime;
using Testcontainers.K3s;

namespace Harness.Clusters.Node;

/// <summary>How a k3s node container is started: by Testcontainers.K3s, with what this machine needs changed.</summary>
/// <param name="Image">Node image.</param>
/// <param name="Owner">Value of the owner label.</param>
/// <param name="Run">Value of the run label, by which the container is found again.</param>
/// <param name="Images">Image archives the node imports as it starts.</param>
internal sealed record NodeStart(string Image, string Owner, string Run, IReadOnlyList<ImageArchive> Images)
{
    /// <summary>Folder that remembers a node to be kept; null for one that is not.</summary>
    public string? KeptIn { get; init; }

    /// <summary>The engine that starts it.</summary>
    public required EngineEndpoint Engine { get; init; }

    /// <summary>What it may use of the engine's machine.</summary>
    public required NodeLimits Limits { get; init; }

    /// <summary>Whether its pods' cgroups are within the container's, so that its limits hold for them and they end with it.</summary>
    public bool HasOwnCgroups { get; init; }

    /// <summary>Which of its bundled ingress controllers the node keeps.</summary>
    public IngressChoice Ingress { get; init; }

    /// <summary>Whether its API server logs every request, and not only those of the scenarios about its log.</summary>
    public bool LogsEverything { get; init; }

    /// <summary>Node ports that the engine publishes, for hosts that cannot reach its bridge.</summary>
    public static readonly IReadOnlyList<int> PublishedNodePorts = [.. Enumerable.Range(30080, 8)];

    private const string NodeImagesFolder = "/var/lib/rancher/k3s/agent/images";

    /// <summary>
    /// Starts the container, privileged as Testcontainers does, or with each capability by name where this host lacks some:
    /// the engine's "privileged" asks for all of them and fails there.
    /// </summary>
    public async Task StartAsync()
    {
        try
        {
            // The engine may have fewer capabilities than this process: treated as if the host did.
            if (HostCapabilities.AreComplete() && await TryStartPrivilegedAsync().ConfigureAwait(false))
                return;
            await Build(explicitCapabilities: true).StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerApiException refused)
        {
            throw HarnessException.Undecided(
                $"the engine would not start a container of {Image}: {EngineFailure.Words(refused)}", refused);
        }
    }

    private async Task<bool> TryStartPrivilegedAsync()
    {
        var container = Build(explicitCapabilities: false);
        try
        {
            await container.StartAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (DockerApiException refused) when (refused.Message.Contains("unable to apply caps", StringComparison.Ordinal))
        {
            await container.DisposeAsync().ConfigureAwait(false); // made, though not started; a run has one node
            return false;
        }
    }

    private K3sContainer Build(bool explicitCapabilities)
    {
        // Waits for "running" alone: what the node needs to be ready is waited for by name, not by a line in its log.
        var builder = new K3sBuilder(Image)
            .WithDockerEndpoint(Engine.Address)
            .WithCreateParameterModifier(container => Adapt(container, explicitCapabilities))
            .WithLabel(Ownership.Label, Owner)
            .WithLabel(Ownership.RunLabel, Run)
            .WithLabel(Ownership.KeptLabel, KeptIn ?? "")
            .WithResourceMapping(Encoding.UTF8.GetBytes(NodeAudit.Policy(LogsEverything)), NodeAudit.PolicyFile)
            .WithWaitStrategy(Wait.ForUnixContainer())
            .WithLogger(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        foreach (var port in PublishedNodePorts)
            builder = builder.WithPortBinding(port.ToString(CultureInfo.InvariantCulture), assignRandomHostPort: true);
        foreach (var image in Images)
            builder = builder.WithResourceMapping(new FileInfo(image.Path), NodeImagesFolder);
        return builder.Build();
    }

    /// <summary>Changes what Testcontainers.K3s asks for.</summary>
    internal void Adapt(CreateContainerParameters container, bool explicitCapabilities)
    {
        Confine(container);
        container.Cmd = Arguments(container.Cmd);
        if (explicitCapabilities)
            GrantByName(container);
        else if (HasOwnCgroups)
            Enclose(container);
    }

    /// <summary>
    /// Instead of the host's whole tree of cgroups, which Testcontainers.K3s gives it. Only "privileged" may write to its own, so
    /// a node with capabilities by name keeps the host's.
    /// </summary>
    private static void Enclose(CreateContainerParameters container)
    {
        var host = container.HostConfig ??= new HostConfig();
        host.CgroupnsMode = "private";
        host.Mounts = [.. (host.Mounts ?? []).Where(mount => mount.Target != "/sys/fs/cgroup")];
    }

    /// <summary>
    /// Ports on loopback alone, the API server's included, which Testcontainers.K3s publishes by itself: everybody in this machine's
    /// network would reach the others. Those of an engine elsewhere must be reached over the network.
    /// </summary>
    internal void Confine(CreateContainerParameters container)
    {
        var host = container.HostConfig ??= new HostConfig();
        if (Engine.IsLocal)
        {
            foreach (var binding in host.PortBindings.Values.SelectMany(bindings => bindings))
                binding.HostIP = "127.0.0.1";
        }

        Limits.ApplyTo(host);
    }

    /// <summary>
    /// The node's arguments, from those that Testcontainers gives it. The API server's certificate has to name the host on which published
    /// ports are reached, as well as the node's own addresses.
    /// </summary>
    internal IList<string> Arguments(IEnumerable<string> usual) =>
    [
        .. usual.Where(argument => argument != "--disable=traefik" || Ingress != IngressChoice.Traefik),
        $"--tls-san={Engine.PublishedOn.Trim('[', ']')}",
        .. NodeAudit.Arguments,
    ];

    private void GrantByName(CreateContainerParameters container)
    {
        var host = container.HostConfig ??= new HostConfig();
        host.Privileged = false;
        host.CapAdd = [.. HostCapabilities.Names()];
        host.SecurityOpt = ["seccomp=unconfined", "apparmor=unconfined"];
        // Podman pays no heed to the two lists below, and Docker does not know this option.
        if (Engine.Product == "Podman")
            host.SecurityOpt.Add("unmask=ALL");
        host.MaskedPaths = [];
        host.ReadonlyPaths = [];
        // The kubelet reads it, and only "privileged" provides it.
        host.Devices =
            [new DeviceMapping { PathOnHost = "/dev/kmsg", PathInContainer = "/dev/kmsg", CgroupPermissions = "rwm" }];
    }
}
