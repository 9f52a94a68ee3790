using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Manifests, read once: what they say of RBAC to our evaluator, and their objects as they are written, for an API server to read by
/// itself.
/// </summary>
public sealed class ManifestSet
{
    private readonly Lazy<IReadOnlyList<ManifestObject>> _objects;

    private ManifestSet(RbacSnapshot snapshot, Func<IReadOnlyList<ManifestObject>> objects) =>
        (Snapshot, _objects) = (snapshot, new(objects));

    /// <summary>What they say.</summary>
    public RbacSnapshot Snapshot { get; }

    /// <summary>The objects that an API server's authorizer needs: namespaces, accounts, services, roles and bindings.</summary>
    public IReadOnlyList<ManifestObject> Objects => _objects.Value;

    /// <summary>Reads a folder, a file, or (<c>-</c>) a stream.</summary>
    /// <param name="path">Path, or <c>-</c>.</param>
    /// <param name="defaultNamespace">Namespace of objects that name none.</param>
    /// <param name="input">The stream that <c>-</c> stands for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HarnessException">
    /// They cannot be read or are invalid; every problem is named with its place (exit code 2).
    /// </exception>
    public static ManifestSet Read(string path, string defaultNamespace, Stream input, CancellationToken cancellationToken) =>
        Read([path], new ManifestSnapshot(defaultNamespace), input, cancellationToken);

    /// <summary>Reads folders, files, and a stream (<c>-</c>, once) as one.</summary>
    /// <param name="paths">Paths.</param>
    /// <param name="reader">How they are read.</param>
    /// <param name="input">The stream that <c>-</c> stands for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="keepsObjects">Whether <see cref="Objects"/> are wanted; without them it takes far less memory.</param>
    /// <exception cref="HarnessException">As above.</exception>
    public static ManifestSet Read(
        IReadOnlyList<string> paths, ManifestSnapshot reader, Stream input, CancellationToken cancellationToken, bool keepsObjects = true)
    {
        if (paths.Count(path => path == ManifestSnapshot.StandardInput) > 1)
            throw HarnessException.BadInput("--manifests - is given twice: standard input can be read once");
        List<ManifestPlace> places = [.. paths.Distinct().Select(path => new ManifestPlace(path, path))];
        var (snapshot, objects) = Interruptible.Read(
            () => reader.Gather(places, input, keepsObjects, cancellationToken), cancellationToken);
        return new ManifestSet(snapshot, objects.AsWritten);
    }
}
