using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Reads RBAC from manifests: a folder (all *.yaml, *.yml and *.json below it), a file, or standard input, as <c>kubectl kustomize</c> and
/// <c>helm template</c> write it. Roles and bindings are held to what the API server accepts; a field it does not know is refused here,
/// where it would drop it (a misspelt <c>resourceNames</c> grants every name). Services and service accounts are taken in, all else is
/// counted.
/// </summary>
/// <param name="defaultNamespace">Namespace of objects that name none.</param>
public sealed class ManifestSnapshot(string defaultNamespace = "default")
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a folder, a file, or (<c>-</c>) the program's standard input.</summary>
    /// <exception cref="HarnessException">
    /// It cannot be read, has no objects at all, or invalid ones; every problem is named with its place (exit code 2).
    /// </exception>
    public RbacSnapshot Read(string path, CancellationToken cancellationToken) =>
        Interruptible.Read(() => path == StandardInput ? ReadStandardInput() : Read(path, path, cancellationToken), cancellationToken);

    /// <summary>Reads a folder or a file that is a copy of another.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="called">What messages and places call it: the original.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HarnessException">As above.</exception>
    public RbacSnapshot Read(string path, string called, CancellationToken cancellationToken) =>
        Gather(path, called, cancellationToken).ToSnapshot(called);

    /// <summary>Reads one stream of documents.</summary>
    /// <param name="origin">What messages call it; <c>-</c> for standard input.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="HarnessException">As above.</exception>
    public RbacSnapshot Read(string origin, Stream stream) => Gather(origin, stream).ToSnapshot(origin);

    /// <summary>The objects of a folder or a file.</summary>
    internal ManifestObjects Gather(string path, string called, CancellationToken cancellationToken) =>
        Gather(called, problems => ManifestFiles.Read(path, called, problems, cancellationToken));

    /// <summary>The objects of a stream.</summary>
    internal ManifestObjects Gather(string origin, Stream stream) => Gather(origin, problems =>
        YamlInput.Read(origin, stream, YamlLimits.Manifests, problems) is { } input ? [input] : []);

    private RbacSnapshot ReadStandardInput()
    {
        using var input = Console.OpenStandardInput();
        return Read(StandardInput, input);
    }

    private ManifestObjects Gather(string origin, Func<InputProblems, IEnumerable<YamlInput>> inputs)
    {
        var problems = new InputProblems();
        var objects = new ManifestObjects(defaultNamespace, problems);
        foreach (var input in inputs(problems))
            objects.Add(input);
        problems.ThrowIfAny();
        return objects.IsEmpty
            ? throw HarnessException.BadInput(
                $"{origin}:1:1: there are no Kubernetes objects in it, and so nothing to say about access")
            : objects;
    }
}
