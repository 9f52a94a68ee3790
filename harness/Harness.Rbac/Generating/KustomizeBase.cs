using Harness.Rbac.Yaml;
using YamlDotNet.RepresentationModel;

namespace Harness.Rbac.Generating;

/// <summary>
/// Manifests as a Kustomize base: applied as it is by <c>kubectl apply -k</c>, or put elsewhere by an overlay that names another
/// <c>namespace</c>, which moves the bindings' subjects along.
/// </summary>
public static class KustomizeBase
{
    /// <summary>The file that makes a folder a base.</summary>
    internal const string FileName = "kustomization.yaml";

    /// <summary>The base's files.</summary>
    public static ManifestFolder Of(AccessManifests manifests)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, objects) in manifests.Files())
            files.Add(path, YamlTree.File(objects.Select(YamlTree.Of)));
        files.Add(FileName, Kustomization("resources", [.. files.Keys]));
        return new ManifestFolder(files);
    }

    /// <summary>An overlay that puts a base into another namespace.</summary>
    /// <param name="toBase">Path of the base from the overlay's folder, e.g. <c>../base</c>.</param>
    /// <param name="ns">The namespace.</param>
    public static ManifestFolder Overlay(string toBase, string ns)
    {
        var text = Kustomization("resources", [toBase]) + YamlTree.File(new YamlMappingNode(YamlTree.Text("namespace"), YamlTree.Text(ns)));
        return new ManifestFolder(new Dictionary<string, string> { [FileName] = text });
    }

    private static string Kustomization(string field, IReadOnlyList<string> paths) => YamlTree.File(new YamlMappingNode(
        YamlTree.Text("apiVersion"), YamlTree.Text("kustomize.config.k8s.io/v1beta1"),
        YamlTree.Text("kind"), YamlTree.Text("Kustomization"),
        YamlTree.Text(field), new YamlSequenceNode(paths.Select(YamlTree.Text))));
}
