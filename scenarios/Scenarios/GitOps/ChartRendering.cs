using Harness.Rbac.Generating;

namespace Harness.Scenarios.GitOps;

/// <summary>Renders a chart.</summary>
internal static class ChartRendering
{
    private const string Name = "hello-access";

    /// <summary>By <c>helm template</c>.</summary>
    public static Task<string> ByHelmAsync(string helm, AccessManifests manifests, string ns, CancellationToken cancellationToken) =>
        TemporaryFiles.RunAsync(
            HelmChart.Of(manifests, Name), helm, folder => ["template", Name, folder, "--namespace", ns], cancellationToken);

    /// <summary>
    /// By Go's template engine, which Helm uses too, inside <c>kubectl -o go-template-file</c>. It proves the templates, but neither
    /// Chart.yaml nor anything else that Helm does.
    /// </summary>
    public static async Task<string> ByKubectlAsync(
        string kubectl, AccessManifests manifests, string ns, CancellationToken cancellationToken)
    {
        var chart = HelmChart.Of(manifests, Name).Files;
        var templates = chart.Keys.Where(path => path.StartsWith("templates/", StringComparison.Ordinal));
        // kubectl runs a template over an object that it reads; fields that the kind does not have are kept.
        var data = $"""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: data
            Release:
              Namespace: {ns}
            Values:
              {chart["values.yaml"].ReplaceLineEndings("\n  ")}
            """;
        var files = new ManifestFolder(new Dictionary<string, string>(chart) { ["data.yaml"] = data });
        var rendered = new List<string>();
        foreach (var template in templates)
        {
            rendered.Add(await TemporaryFiles.RunAsync(
                files,
                kubectl,
                folder =>
                [
                    "annotate", "--local", "-f", Path.Combine(folder, "data.yaml"), "rendered=yes", "--allow-missing-template-keys=false",
                    "-o", $"go-template-file={Path.Combine(folder, template)}",
                ],
                cancellationToken));
        }

        return string.Join("---\n", rendered);
    }
}
