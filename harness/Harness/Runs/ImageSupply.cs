using System.Collections.Concurrent;
using Harness.Clusters;
using Harness.Clusters.Engine;
using Harness.Images;

namespace Harness.Runs;

/// <summary>
/// Gets third-party images for a run's pods: what the user named; what is built here from Debian packages, for a node that reaches no
/// registry; else the registry's, which the nodes pull.
/// </summary>
/// <param name="cluster">Whose pods.</param>
/// <param name="replacements">What the user named.</param>
/// <param name="build">Builds one from Debian packages.</param>
public sealed class ImageSupply(
    ICluster cluster,
    IReadOnlyDictionary<string, string> replacements,
    Func<ThirdPartyImage, CancellationToken, Task<ImageArchive>> build)
{
    /// <summary>By name; each is fetched once, however many scenarios ask for it, and a failed one is not retried.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _references = new();

    /// <summary>Names of those that the cluster was given.</summary>
    private readonly ConcurrentDictionary<string, bool> _given = new();

    /// <summary>What each image is or would be, for the record.</summary>
    public IReadOnlyDictionary<string, string> Sources => ThirdPartyImages.OfPods.ToDictionary(
        image => image.Name,
        image => replacements.GetValueOrDefault(image.Name) ?? (IsPulled(image) ? image.Reference : Built(image)));

    /// <summary>Gets an image.</summary>
    /// <returns>The reference for a pod.</returns>
    /// <exception cref="HarnessException">It could not be built; the message says why, and which option helps (exit code 3).</exception>
    public Task<string> GetAsync(ThirdPartyImage image, CancellationToken cancellationToken) =>
        _references.GetOrAdd(image.Name, _ => new Lazy<Task<string>>(() => OnceAsync(image, cancellationToken)))
            .Value.WaitAsync(cancellationToken);

    /// <summary>Gets an image for a container outside the cluster.</summary>
    /// <returns>The reference by which the engine has it.</returns>
    /// <exception cref="HarnessException">It is not available; the message says why, and which option helps (exit code 3).</exception>
    public async Task<string> GetForEngineAsync(ThirdPartyImage image, ContainerEngine engine, CancellationToken cancellationToken)
    {
        var named = replacements.GetValueOrDefault(image.Name);
        if (named is not null || cluster.PullsImages)
        {
            var reference = named ?? image.Reference;
            var failure = await engine.Images.EnsureAsync(reference, new InlineProgress<string>(_ => { }), cancellationToken)
                .ConfigureAwait(false);
            if (failure is null)
                return reference;
            if (named is not null)
                throw HarnessException.Undecided($"the engine cannot be given {named}: {failure}\nname another: {image.Option}");
        }

        try
        {
            var built = await build(image, cancellationToken).ConfigureAwait(false);
            await engine.Images.LoadAsync(built, cancellationToken).ConfigureAwait(false);
            return built.Reference;
        }
        catch (HarnessException failure)
        {
            throw HarnessException.Undecided($"{failure.Message}\nname an image that the engine has: {image.Option}", failure);
        }
    }

    private bool IsPulled(ThirdPartyImage image) => cluster.PullsImages && !_given.ContainsKey(image.Name);

    private static string Built(ThirdPartyImage image) => $"built here from {string.Join(", ", image.DebianPackages)}";

    private async Task<string> OnceAsync(ThirdPartyImage image, CancellationToken cancellationToken)
    {
        if (replacements.TryGetValue(image.Name, out var named))
            return named;
        if (await cluster.CanPullAsync(image.Reference, cancellationToken).ConfigureAwait(false))
            return image.Reference;
        try
        {
            var built = await build(image, cancellationToken).ConfigureAwait(false);
            await cluster.GiveImageAsync(built, cancellationToken).ConfigureAwait(false);
            _given[image.Name] = true;
            return built.Reference;
        }
        catch (HarnessException) when (cluster.PullsImages)
        {
            return image.Reference; // the node may reach a registry where the engine did not
        }
        catch (HarnessException failure)
        {
            throw HarnessException.Undecided($"{failure.Message}\nname an image that the node has: {image.Option}", failure);
        }
    }
}
