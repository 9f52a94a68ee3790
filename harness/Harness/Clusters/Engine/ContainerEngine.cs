using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Harness.Clusters.Engine;

/// <summary>The container engine and its containers: what Harness asks of it besides starting a node.</summary>
public sealed class ContainerEngine : IDisposable
{
    private readonly DockerClient _client;

    private ContainerEngine(EngineEndpoint endpoint)
    {
        Endpoint = endpoint;
        _client = new DockerClientBuilder().WithEndpoint(endpoint.Address).WithApiVersion(endpoint.CommonApiVersion).Build();
        Images = new EngineImages(_client);
    }

    /// <summary>Where it listens and what it is.</summary>
    public EngineEndpoint Endpoint { get; }

    /// <summary>Its images.</summary>
    public EngineImages Images { get; }

    /// <summary>Name and version for the record.</summary>
    public string Description => $"{Endpoint.Product} {Endpoint.Version ?? "engine"} (API {Endpoint.CommonApiVersion})";

    /// <summary>Connects to the engine.</summary>
    /// <exception cref="HarnessException">None answers; the message lists the ways out.</exception>
    public static async Task<ContainerEngine> ConnectAsync(CancellationToken cancellationToken)
    {
        var tried = new List<string>();
        var endpoint = await EngineEndpoint.FindAsync(tried, cancellationToken).ConfigureAwait(false);
        return endpoint is not null
            ? new ContainerEngine(endpoint)
            : throw HarnessException.Undecided($"""
                no container engine answers ({string.Join("; ", tried)}). Three ways out:
                  1. install and start one: on Debian or Ubuntu as root, ./run.sh does it; elsewhere see your system's docker package
                  2. point to one that runs elsewhere: DOCKER_HOST=unix:///path/to/docker.sock
                  3. use a cluster you have: --kubeconfig FILE (needs no engine)
                """);
    }

    /// <summary>Creates and starts a container; one that does not start is removed.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="HarnessException">The engine refused; the message quotes it.</exception>
    public async Task<string> StartAsync(CreateContainerParameters container, CancellationToken cancellationToken)
    {
        string? id = null;
        try
        {
            id = (await _client.Containers.CreateContainerAsync(container, cancellationToken).ConfigureAwait(false)).ID;
            await _client.Containers.StartContainerAsync(id, new ContainerStartParameters(), cancellationToken).ConfigureAwait(false);
            return id;
        }
        catch (Exception failure)
        {
            if (id is not null)
                await RemoveAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (failure is not DockerApiException refused)
                throw;
            throw HarnessException.Undecided(
                $"the engine would not start a container of {container.Image}: {EngineFailure.Words(refused)}", refused);
        }
    }

    /// <summary>How many containers are running, no matter whose.</summary>
    public async Task<long> CountRunningAsync(CancellationToken cancellationToken) =>
        (await _client.System.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false)).ContainersRunning;

    /// <summary>What it and its machine are.</summary>
    internal async Task<EngineFacts> FactsAsync(CancellationToken cancellationToken) =>
        EngineFacts.Of(Endpoint.Product, await _client.System.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Containers with a label, running or not.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> ListAsync(string label, CancellationToken cancellationToken) =>
        [.. await _client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } },
            },
            cancellationToken).ConfigureAwait(false)];

    /// <summary>What the engine knows about a container; null when there is none.</summary>
    public async Task<ContainerInspectResponse?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Containers.InspectContainerAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Stops a container, so that it can clean up after itself, and removes it with its volumes; fine when it is gone.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 10 }, cancellationToken)
                .ConfigureAwait(false);
            await _client.Containers.RemoveContainerAsync(
                id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerContainerNotFoundException)
        {
        }
        catch (DockerApiException busy) when (busy.StatusCode == HttpStatusCode.Conflict)
        {
            // "removal of container … is already in progress": somebody else does it
        }
    }

    /// <summary>Runs a command in a container.</summary>
    /// <returns>Exit code and output, both streams.</returns>
    public async Task<(long ExitCode, string Output)> ExecAsync(
        string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var exec = await _client.Exec.CreateContainerExecAsync(
            id, new ContainerExecCreateParameters { Cmd = [.. command], AttachStdout = true, AttachStderr = true }, cancellationToken)
            .ConfigureAwait(false);
        using var streams = await _client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), cancellationToken)
            .ConfigureAwait(false);
        var (output, error) = await streams.ReadOutputToEndAsync(cancellationToken).ConfigureAwait(false);
        var state = await _client.Exec.InspectContainerExecAsync(exec.ID, cancellationToken).ConfigureAwait(false);
        return (state.ExitCode ?? -1, output + error);
    }

    /// <summary>Copies a tar stream's files into a container's folder.</summary>
    public Task CopyInAsync(string id, string folder, Stream tar, CancellationToken cancellationToken) =>
        _client.Containers.ExtractArchiveToContainerAsync(
            id, new CopyToContainerParameters { Path = folder }, tar, cancellationToken);

    /// <summary>Reads one text file of a running container; null when it is not there.</summary>
    public async Task<string?> ReadTextAsync(string id, string path, CancellationToken cancellationToken)
    {
        var (exit, output) = await ExecAsync(id, ["cat", path], cancellationToken).ConfigureAwait(false);
        return exit == 0 ? output : null;
    }

    /// <summary>A container's log, both streams; null when it is gone.</summary>
    public async Task<string?> LogsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var streams = await _client.Containers.GetContainerLogsAsync(
                id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true }, cancellationToken).ConfigureAwait(false);
            var (output, error) = await streams.ReadOutputToEndAsync(cancellationToken).ConfigureAwait(false);
            return output + error;
        }
        catch (DockerApiException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return null; // Conflict: "dead or marked for removal"
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
