using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;
using YamlDotNet.RepresentationModel;

namespace Harness.Rbac.Generating;

/// <summary>
/// Manifests as a Helm chart. Its templates hold nothing to be computed but the release's namespace, other namespaces and images,
/// the latter two from values.yaml.
/// Source: https://helm.sh/docs/topics/charts/
/// </summary>
public static partial class HelmChart
{
    /// <summary>The chart's files.</summary>
    /// <param name="manifests">What it installs.</param>
    /// <param name="name">The chart's name: lower-case letters, digits and dashes.</param>
    /// <param name="version">The chart's version, by SemVer 2.</param>
    /// <exception cref="HarnessException">Helm would not take the name (exit code 2).</exception>
    public static ManifestFolder Of(AccessManifests manifests, string name, string version = "0.1.0")
    {
        if (!ChartName().IsMatch(name))
            throw HarnessException.BadInput($"\"{name}\" cannot be a chart's name: lower-case letters, digits and dashes, a letter first");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var template = new HelmTemplate(manifests.Namespace);
        foreach (var (path, objects) in manifests.Files())
            files.Add($"templates/{path}", YamlTree.File(objects.Select(one => template.Of((YamlMappingNode)YamlTree.Of(one)))));
        files.Add("Chart.yaml", Chart(name, version, manifests.Namespace));
        files.Add("values.yaml", YamlTree.File(template.Values()));
        return new ManifestFolder(files);
    }

    private static string Chart(string name, string version, string ns) => YamlTree.File(new YamlMappingNode(
        YamlTree.Text("apiVersion"), YamlTree.Text("v2"),
        YamlTree.Text("name"), YamlTree.Text(name),
        YamlTree.Text("description"), YamlTree.Text($"Who may do what in namespace {ns}"),
        YamlTree.Text("type"), YamlTree.Text("application"),
        YamlTree.Text("version"), YamlTree.Text(version)));

    [GeneratedRegex(@"^[a-z][-a-z0-9]*\z")]
    private static partial Regex ChartName();
}
