using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Harness.Images;

namespace Harness.Clusters;

/// <summary>The container engine: what Harness asks of it besides starting a node.</summary>
public sealed class ContainerEngine : IDisposable
{
    /// <summary>An answer about a registry takes no longer, or there is none.</summary>
    private static readonly TimeSpan RegistryTimeout = TimeSpan.FromSeconds(20);

    private readonly DockerClient _client;

    private ContainerEngine(EngineEndpoint endpoint)
    {
        Endpoint = endpoint;
        _client = new DockerClientBuilder().WithEndpoint(endpoint.Address).WithApiVersion(endpoint.CommonApiVersion).Build();
    }

    /// <summary>Where it listens and what it is.</summary>
    public EngineEndpoint Endpoint { get; }

    /// <summary>Name and version for the record.</summary>
    public string Description => $"Docker {Endpoint.Version ?? "engine"} (API {Endpoint.CommonApiVersion})";

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

    /// <summary>Id of an image; null when the engine does not have it.</summary>
    public async Task<string?> FindImageAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            var image = await _client.Images.InspectImageAsync(reference, cancellationToken).ConfigureAwait(false);
            return image.RepoDigests is [var digest, ..] ? digest : image.ID;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Pulls an image.</summary>
    /// <returns>Null when it was pulled, else why it could not be.</returns>
    public async Task<string?> TryPullAsync(string reference, IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(RegistryTimeout);
        string? failure = null;
        var report = new InlineProgress<JSONMessage>(message =>
        {
            bound.CancelAfter(RegistryTimeout); // it talks, so it lives
            failure ??= message.Error?.Message;
            if (message.Status is { Length: > 0 } status && message.ID is null)
                progress.Report(status);
        });
        try
        {
            var parameters = new ImagesCreateParameters { FromImage = reference };
            await _client.Images.CreateImageAsync(parameters, null, report, bound.Token).ConfigureAwait(false);
            return failure;
        }
        catch (DockerApiException refused)
        {
            return EngineMessage(refused);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no word from the registry for {RegistryTimeout.TotalSeconds:0} s";
        }
    }

    /// <summary>Asks whether the registry has an image, without pulling it.</summary>
    /// <returns>Null when it has, else what came back.</returns>
    public async Task<string?> AskRegistryAsync(string reference, CancellationToken cancellationToken)
    {
        using var client = Endpoint.CreateClient();
        client.Timeout = RegistryTimeout;
        try
        {
            var url = $"/v{Endpoint.CommonApiVersion}/distribution/{reference}/json";
            using var response = await client.GetAsync(new Uri(url, UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? null
                : (await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (Exception silence) when (silence is HttpRequestException || !cancellationToken.IsCancellationRequested)
        {
            return silence.GetBaseException().Message;
        }
    }

    /// <summary>Makes an image of a root file system, as <c>docker import</c> does.</summary>
    public async Task ImportAsync(string tarFile, string reference, IEnumerable<string> changes, CancellationToken cancellationToken)
    {
        var colon = reference.LastIndexOf(':');
        var parameters = new ImagesCreateParameters
        {
            FromSrc = "-",
            Repo = reference[..colon],
            Tag = reference[(colon + 1)..],
            Changes = [.. changes],
        };
        var tar = File.OpenRead(tarFile);
        await using (tar.ConfigureAwait(false))
        {
            string? failure = null;
            var report = new InlineProgress<JSONMessage>(message => failure ??= message.Error?.Message);
            await _client.Images.CreateImageAsync(parameters, tar, null, report, cancellationToken).ConfigureAwait(false);
            if (failure is not null)
                throw HarnessException.Undecided($"the engine would not import {tarFile} as {reference}: {failure}");
        }
    }

    /// <summary>Loads an image from its archive, as <c>docker load</c> does; nothing happens when the engine has it.</summary>
    /// <exception cref="HarnessException">The engine would not take it.</exception>
    public async Task LoadAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        if (await FindImageAsync(image.Reference, cancellationToken).ConfigureAwait(false) is not null)
            return;
        var tar = File.OpenRead(image.Path);
        await using (tar.ConfigureAwait(false))
        {
            string? failure = null;
            var report = new InlineProgress<JSONMessage>(message => failure ??= message.Error?.Message);
            await _client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, tar, report, cancellationToken).ConfigureAwait(false);
            if (failure is not null)
                throw HarnessException.Undecided($"the engine would not load {image.Path}: {failure}");
        }
    }

    /// <summary>Makes and starts a container; one that does not start is removed.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="HarnessException">The engine refused; the message holds its words.</exception>
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
            throw HarnessException.Undecided($"the engine would not start a container of {container.Image}: {EngineMessage(refused)}", refused);
        }
    }

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
    public async Task<(long ExitCode, string Output)> ExecAsync(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
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
            return new StringBuilder(output).Append(error).ToString();
        }
        catch (DockerApiException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return null; // Conflict: "dead or marked for removal"
        }
    }

    /// <summary>The engine's own words out of an answer that wraps them in JSON.</summary>
    internal static string EngineMessage(DockerApiException refused)
    {
        try
        {
            using var body = System.Text.Json.JsonDocument.Parse(refused.ResponseBody ?? "");
            return body.RootElement.GetProperty("message").GetString() ?? refused.Message;
        }
        catch (Exception other) when (other is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return refused.Message.ReplaceLineEndings(" ");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Reports at once; <see cref="Progress{T}"/> would do so later, from another thread.</summary>
    private sealed class InlineProgress<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
