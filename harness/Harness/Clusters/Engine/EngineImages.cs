using Docker.DotNet;
using Docker.DotNet.Models;
using Harness.Images;

namespace Harness.Clusters.Engine;

/// <summary>A container engine's images, and what a registry says to it about others.</summary>
public sealed class EngineImages
{
    /// <summary>Longest wait for an answer about a registry.</summary>
    private static readonly TimeSpan RegistryTimeout = TimeSpan.FromSeconds(20);

    private readonly DockerClient _client;

    internal EngineImages(DockerClient client) => _client = client;

    /// <summary>Digest of an image, or its id where no registry gave it one; null when the engine does not have it.</summary>
    public async Task<string?> FindAsync(string reference, CancellationToken cancellationToken)
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

    /// <summary>The labels of each of a repository's images, by reference.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> LabelsAsync(
        string repository, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["reference"] = new Dictionary<string, bool> { [repository] = true },
        };
        var images = await _client.Images.ListImagesAsync(new ImagesListParameters { Filters = filters }, cancellationToken)
            .ConfigureAwait(false);
        return images.SelectMany(image => (image.RepoTags ?? []).Select(tag => (tag, image)))
            .OrderBy(named => named.tag, StringComparer.Ordinal)
            .ToDictionary(
                named => named.tag,
                IReadOnlyDictionary<string, string> (named) => (named.image.Labels ?? new Dictionary<string, string>()).AsReadOnly());
    }

    /// <summary>Pulls an image that the engine does not have.</summary>
    /// <returns>Null when the engine has it, else why it could not be pulled.</returns>
    public async Task<string?> EnsureAsync(string reference, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (await FindAsync(reference, cancellationToken).ConfigureAwait(false) is not null)
            return null;
        string? failure = null;
        var refusal = await RefusalAsync(
            patience =>
            {
                var report = new InlineProgress<JSONMessage>(message =>
                {
                    patience.CancelAfter(RegistryTimeout); // still talking, so still alive
                    failure ??= message.Error?.Message;
                    if (message.Status is { Length: > 0 } status && message.ID is null)
                        progress.Report(status);
                });
                return _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference }, null, report, patience.Token);
            },
            cancellationToken).ConfigureAwait(false);
        return refusal ?? failure;
    }

    /// <summary>Asks whether the registry has an image, without pulling it.</summary>
    /// <returns>Null if it has, else what came back.</returns>
    public Task<string?> AskRegistryAsync(string reference, CancellationToken cancellationToken) =>
        RefusalAsync(patience => _client.Distribution.InspectAsync(reference, patience.Token), cancellationToken);

    /// <summary>Makes an image of a root file system, as <c>docker import</c> does.</summary>
    /// <exception cref="HarnessException">The engine refused it.</exception>
    public Task ImportAsync(string tarFile, string reference, IEnumerable<string> changes, CancellationToken cancellationToken)
    {
        // The tag within the name, which Docker takes as well: Podman ignores one beside it.
        var parameters = new ImagesCreateParameters { FromSrc = "-", Repo = reference, Changes = [.. changes] };
        return SendAsync(
            tarFile, $"import {tarFile} as {reference}", (tar, report) =>
                _client.Images.CreateImageAsync(parameters, tar, null, report, cancellationToken));
    }

    /// <summary>Loads an image from its archive, as <c>docker load</c> does; does nothing if the engine has it already.</summary>
    /// <exception cref="HarnessException">The engine refused it.</exception>
    public async Task LoadAsync(ImageArchive image, CancellationToken cancellationToken)
    {
        if (await FindAsync(image.Reference, cancellationToken).ConfigureAwait(false) is not null)
            return;
        await SendAsync(
            image.Path,
            $"load {image.Path}",
            (tar, report) => _client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, tar, report, cancellationToken))
                .ConfigureAwait(false);
    }

    private static async Task SendAsync(string tarFile, string what, Func<Stream, IProgress<JSONMessage>, Task> send)
    {
        string? failure = null;
        var tar = File.OpenRead(tarFile);
        await using (tar.ConfigureAwait(false))
        {
            try
            {
                await send(tar, new InlineProgress<JSONMessage>(message => failure ??= message.Error?.Message)).ConfigureAwait(false);
            }
            catch (DockerApiException refused)
            {
                failure = EngineFailure.Words(refused);
            }
        }

        if (failure is not null)
            throw HarnessException.Undecided($"the engine would not {what}: {failure}");
    }

    /// <summary>Why a registry could not be asked, or what it refused; null when it answered.</summary>
    private static async Task<string?> RefusalAsync(Func<CancellationTokenSource, Task> ask, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(RegistryTimeout);
        try
        {
            await ask(patience).ConfigureAwait(false);
            return null;
        }
        catch (DockerApiException refused)
        {
            return EngineFailure.Words(refused);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return $"the connection to the engine broke: {broken.GetBaseException().Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer from the registry for {RegistryTimeout.TotalSeconds:0} s";
        }
    }
}
