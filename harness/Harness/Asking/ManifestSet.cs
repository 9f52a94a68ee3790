using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Asking;

/// <summary>
/// Manifests, read once: what they say of RBAC to our evaluator, and their objects as they are written, for an API server to read by itself.
/// </summary>
public sealed class ManifestSet
{
    private ManifestSet(RbacSnapshot snapshot, IReadOnlyList<PreviewObject> objects) => (Snapshot, Objects) = (snapshot, objects);

    /// <summary>What they say.</summary>
    public RbacSnapshot Snapshot { get; }

    /// <summary>The objects that an API server's authorizer needs: namespaces, accounts, services, roles and bindings.</summary>
    internal IReadOnlyList<PreviewObject> Objects { get; }

    /// <summary>Reads a folder, a file, or (<c>-</c>) a stream.</summary>
    /// <param name="path">Path, or <c>-</c>.</param>
    /// <param name="defaultNamespace">Namespace of objects that name none.</param>
    /// <param name="input">The stream that <c>-</c> stands for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HarnessException">They cannot be read or are invalid; every problem is named with its place (exit code 2).</exception>
    public static ManifestSet Read(string path, string defaultNamespace, Stream input, CancellationToken cancellationToken)
    {
        List<YamlInput> inputs = [];
        var snapshot = new ManifestSnapshot(defaultNamespace).Read(path, problems => inputs = path != ManifestSnapshot.StandardInput
            ? [.. ManifestFiles.Read(path, path, problems, cancellationToken)]
            : YamlInput.Read(path, input, YamlLimits.Manifests, problems) is { } text ? [text] : []);
        var objects = inputs
            .SelectMany(text => YamlDocuments.Read(text, YamlLimits.Manifests, new InputProblems())) // the snapshot's reader found none
            .OfType<YamlMap>()
            .SelectMany(document => PreviewObject.Of(new ManifestObject(document, defaultNamespace, new InputProblems())));
        return new ManifestSet(snapshot, [.. objects]);
    }
}
