using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Manifests from several places, gathered into one snapshot.</summary>
internal sealed class ManifestGathering
{
    private readonly InputProblems _problems = new();
    private readonly KnownFiles _files = new();
    private readonly Kustomizations _kustomizations;
    private readonly LeftOut _leftOut;
    private readonly ManifestObjects _objects;

    /// <summary>Begins it.</summary>
    /// <param name="defaultNamespace">Namespace of objects that name none.</param>
    /// <param name="exclude">Patterns of files that are not read.</param>
    /// <param name="keepsObjects">Whether objects are kept as they are written.</param>
    /// <param name="version">The Kubernetes that they are meant for.</param>
    /// <param name="readsAdmission">Whether admission's objects are read.</param>
    public ManifestGathering(
        string defaultNamespace, IReadOnlyList<string> exclude, bool keepsObjects, Version version, bool readsAdmission = false)
    {
        _kustomizations = new Kustomizations(_files);
        _leftOut = new LeftOut(exclude, _files) { ReadsAdmission = readsAdmission };
        _objects = new ManifestObjects(defaultNamespace, _problems, keepsObjects, _kustomizations, version)
        {
            ReadsAdmission = readsAdmission,
        };
    }

    /// <summary>Adds a stream.</summary>
    /// <param name="origin">What messages call it.</param>
    /// <param name="stream">The stream.</param>
    public void Add(string origin, Stream stream)
    {
        if (YamlInput.Read(origin, stream, YamlLimits.Manifests, _problems) is { } input)
            _objects.Add(input);
    }

    /// <summary>Adds a folder's files, or a file.</summary>
    public void Add(ManifestPlace place, CancellationToken cancellationToken)
    {
        _kustomizations.Give(place.Path);
        foreach (var file in new ManifestFiles(place, _leftOut, _kustomizations, _problems).All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _files.Add(file, place.NameOf(file), isRead: true);
            if (YamlInput.ReadFile(file, YamlLimits.Manifests, _problems, place.NameOf(file)) is { } input)
                _objects.Add(input);
        }
    }

    /// <summary>Ends it.</summary>
    /// <exception cref="HarnessException">There were problems, or no objects (exit code 2).</exception>
    public (RbacSnapshot Snapshot, ManifestObjects Objects) End(string origin)
    {
        ThrowIfAny();
        return _objects.IsEmpty
            ? throw HarnessException.BadInput(
                $"{origin}:1:1: there are no Kubernetes objects in it, and so nothing to say about access")
            : (_objects.ToSnapshot(origin, _leftOut.Notes) with { NotDecided = NotDecided }, _objects);
    }

    private IReadOnlyList<string> NotDecided =>
    [
        .. new[] { _leftOut.NotDecided, _leftOut.Patches }.OfType<string>(),
        .. _objects.NotDecided,
        .. _kustomizations.NotDecided(_objects.Names),
    ];

    private void ThrowIfAny()
    {
        try
        {
            _problems.ThrowIfAny();
        }
        catch (HarnessException bad) when (_kustomizations.Advice(bad.Message) is { } advice)
        {
            throw HarnessException.BadInput($"{bad.Message.Replace(KnownObjects.ToDo, "", StringComparison.Ordinal)}\n{advice}");
        }
    }
}
