using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Loading;

/// <summary>
/// Reads RBAC from manifests: folders (all *.yaml, *.yml and *.json below them), files, or standard input, as <c>kubectl kustomize</c> and
/// <c>helm template</c> write it. Roles and bindings are held to what the API server accepts; a field it does not know is refused here,
/// where it would drop it (a misspelt <c>resourceNames</c> grants every name). Services and service accounts are taken in, all else is
/// counted.
/// </summary>
/// <param name="defaultNamespace">Namespace of objects that name none.</param>
public sealed class ManifestSnapshot(string defaultNamespace = "default")
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Patterns of files in folders that are not read, as in .gitignore; each file is named in the snapshot's notes.</summary>
    /// <exception cref="HarnessException">One is no pattern (exit code 2).</exception>
    public IReadOnlyList<string> Exclude
    {
        get;
        init
        {
            LeftOut.Check(value);
            field = value;
        }
    }

    = [];

    /// <summary>
    /// The Kubernetes that they are meant for: its own roles are there, and objects of an apiVersion that it does not serve are refused.
    /// </summary>
    public Version KubernetesVersion { get; init; } = BootstrapObjects.Newest;

    /// <summary>
    /// Whether admission policies and webhooks are read, which matter for paths alone; else they are passed over and counted.
    /// </summary>
    public bool ReadsAdmission { get; init; }

    /// <summary>Reads a folder, a file, or (<c>-</c>) the program's standard input.</summary>
    /// <exception cref="HarnessException">
    /// It cannot be read, has no objects at all, or invalid ones; every problem is named with its place (exit code 2).
    /// </exception>
    public RbacSnapshot Read(string path, CancellationToken cancellationToken) => Read([path], cancellationToken);

    /// <summary>Reads folders, files and the program's standard input (<c>-</c>, once) as one.</summary>
    /// <exception cref="HarnessException">As above.</exception>
    public RbacSnapshot Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        using var input = paths.Contains(StandardInput) ? Console.OpenStandardInput() : Stream.Null;
        return ManifestSet.Read(paths, this, input, cancellationToken, keepsObjects: false).Snapshot;
    }

    /// <summary>Reads one stream of documents.</summary>
    /// <param name="origin">What messages call it; <c>-</c> for standard input.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="HarnessException">As above.</exception>
    public RbacSnapshot Read(string origin, Stream stream)
    {
        var gathering = new ManifestGathering(defaultNamespace, Exclude, keepsObjects: false, KubernetesVersion, ReadsAdmission);
        gathering.Add(origin, stream);
        return gathering.End(origin).Snapshot;
    }

    /// <summary>Reads folders and files that may be copies of others.</summary>
    /// <param name="places">Where they are.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal RbacSnapshot Read(IReadOnlyList<ManifestPlace> places, CancellationToken cancellationToken) =>
        Gather(places, null, keepsObjects: false, cancellationToken).Snapshot;

    /// <summary>Gathers what is in places, and in a stream for those called <c>-</c>.</summary>
    internal (RbacSnapshot Snapshot, ManifestObjects Objects) Gather(
        IReadOnlyList<ManifestPlace> places, Stream? input, bool keepsObjects, CancellationToken cancellationToken)
    {
        var gathering = new ManifestGathering(defaultNamespace, Exclude, keepsObjects, KubernetesVersion, ReadsAdmission);
        foreach (var place in places)
        {
            if (input is not null && place.Path == StandardInput)
                gathering.Add(StandardInput, input);
            else
                gathering.Add(place, cancellationToken);
        }

        return gathering.End(string.Join(", ", places.Select(place => place.Called)));
    }
}
