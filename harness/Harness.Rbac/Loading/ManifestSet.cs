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
    public static ManifestSet Read(string path, string defaultNamespace, Stream input, CancellationToken cancellationToken)
    {
        var reader = new ManifestSnapshot(defaultNamespace);
        var objects = Interruptible.Read(
            () => path == ManifestSnapshot.StandardInput ? reader.Gather(path, input) : reader.Gather(path, path, cancellationToken),
            cancellationToken);
        return new ManifestSet(objects.ToSnapshot(path), objects.AsWritten);
    }
}
