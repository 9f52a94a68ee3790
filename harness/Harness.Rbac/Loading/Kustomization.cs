using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>A kustomization among manifests: what it changes in the files that it puts together.</summary>
/// <param name="File">Its file.</param>
/// <param name="Changes">The fields by which it changes them, those with something in them.</param>
internal sealed record Kustomization(string File, IReadOnlyList<string> Changes)
{
    private const string Group = "kustomize.config.k8s.io/";

    // https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/, less what changes no name, rule or subject.
    private static readonly string[] Changing =
    [
        "patches", "patchesStrategicMerge", "patchesJson6902", "namespace", "namePrefix", "nameSuffix", "components", "generators",
        "transformers", "replacements", "vars", "configurations", "helmCharts", "helmChartInflationGenerator",
    ];

    private static readonly string[] Labelling = ["labels", "commonLabels"];

    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Whether a file is one by its name.</summary>
    public static bool IsName(string file) => Array.IndexOf(FileNames, Path.GetFileName(file)) >= 0;

    /// <summary>Whether a folder has one.</summary>
    public static bool IsIn(string folder) => Array.Exists(FileNames, name => System.IO.File.Exists(Path.Combine(folder, name)));

    /// <summary>Whether an object is one by its apiVersion.</summary>
    public static bool IsVersion(string apiVersion) => apiVersion.StartsWith(Group, StringComparison.Ordinal);

    /// <summary>What a mapping is of a kustomization; null when it is none.</summary>
    public static Kustomization? Of(YamlMap map) =>
        IsName(map.Location.File) || (map.Find("apiVersion") is YamlScalar version && IsVersion(version.Text))
            ? new Kustomization(map.Location.File, [.. map.Fields.Where(IsChange).Select(field => field.Name)])
            : null;

    /// <summary>By a label of RBAC's, a ClusterRole becomes part of another one.</summary>
    private static bool IsChange(YamlField field) =>
        (Changing.Contains(field.Name) && !IsEmpty(field.Value)) || (Labelling.Contains(field.Name) && HasRbacKey(field.Value));

    private static bool IsEmpty(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.Count == 0,
        YamlList list => list.Items.Count == 0,
        _ => value is YamlScalar { Text.Length: 0 } or YamlScalar { IsEmpty: true },
    };

    private static bool HasRbacKey(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.Any(field =>
            field.Name.StartsWith("rbac.authorization.k8s.io/", StringComparison.Ordinal) || HasRbacKey(field.Value)),
        YamlList list => list.Items.Any(HasRbacKey),
        _ => false,
    };
}
