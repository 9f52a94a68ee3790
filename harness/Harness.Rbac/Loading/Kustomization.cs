using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>A kustomization among manifests: what it puts together, and what it changes in it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Entries">The files, folders and addresses that it puts together.</param>
internal sealed record Kustomization(string File, IReadOnlyList<string> Entries)
{
    private const string Group = "kustomize.config.k8s.io/";

    // https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/, less what changes no name, rule or subject.
    private static readonly string[] Changing =
    [
        "patches", "patchesStrategicMerge", "patchesJson6902", "namespace", "namePrefix", "nameSuffix", "components", "generators",
        "transformers", "replacements", "vars", "configurations", "helmCharts", "helmChartInflationGenerator",
    ];

    private static readonly string[] Patching = ["patches", "patchesStrategicMerge", "patchesJson6902"];

    private static readonly string[] Joining = ["resources", "bases", "components"];

    private static readonly string[] Labelling = ["labels", "commonLabels"];

    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    private IReadOnlyList<YamlField> Fields { get; init; } = [];

    /// <summary>The files that it names as patches.</summary>
    public IEnumerable<string> Patches => Fields.Where(one => Patching.Contains(one.Name))
        .SelectMany(one => one.Value is YamlList list ? list.Items : [])
        .Select(item => item is YamlMap map ? map.Find("path") : item)
        .OfType<YamlScalar>().Select(path => path.Text);

    /// <summary>The fields by which it changes access, those with something in them.</summary>
    /// <param name="selected">The keys of labels by which ClusterRoles aggregate, beside RBAC's own.</param>
    public IReadOnlyList<string> ChangesOf(IReadOnlySet<string> selected) =>
        [.. Fields.Where(field => IsChange(field, selected)).Select(field => field.Name)];

    /// <summary>Whether a file is one by its name.</summary>
    public static bool IsName(string file) => Array.IndexOf(FileNames, Path.GetFileName(file)) >= 0;

    /// <summary>The files in a folder that make it one.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        FileNames.Select(name => Path.Combine(folder, name)).Where(System.IO.File.Exists);

    /// <summary>Whether an object is one by its apiVersion.</summary>
    public static bool IsVersion(string apiVersion) => apiVersion.StartsWith(Group, StringComparison.Ordinal);

    /// <summary>What a mapping is of a kustomization; null when it is none.</summary>
    public static Kustomization? Of(YamlMap map) =>
        IsName(map.Location.File) || (map.Find("apiVersion") is YamlScalar version && IsVersion(version.Text))
            ? new Kustomization(
                map.Location.File,
                [.. map.Fields.Where(field => Joining.Contains(field.Name)).SelectMany(field => EntriesOf(field.Value))])
            {
                Fields = map.Fields,
            }
            : null;

    /// <summary>By a label of RBAC's, or by one that another selects, a ClusterRole becomes part of that one.</summary>
    private static bool IsChange(YamlField field, IReadOnlySet<string> selected) =>
        (Changing.Contains(field.Name) && !IsEmpty(field.Value))
        || (Labelling.Contains(field.Name) && Keys(field.Value).Any(
            key => key.StartsWith("rbac.authorization.k8s.io/", StringComparison.Ordinal) || selected.Contains(key)));

    private static bool IsEmpty(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.Count == 0,
        YamlList list => list.Items.Count == 0,
        _ => value is YamlScalar { Text.Length: 0 } or YamlScalar { IsEmpty: true },
    };

    private static IEnumerable<string> EntriesOf(YamlValue value) => value switch
    {
        YamlList list => list.Items.SelectMany(EntriesOf),
        YamlScalar { IsEmpty: true } or YamlMap { Fields.Count: 0 } => [],
        YamlScalar scalar => [scalar.Text],
        _ => [value.Sort],
    };

    private static IEnumerable<string> Keys(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.SelectMany(field => Keys(field.Value).Prepend(field.Name)),
        YamlList list => list.Items.SelectMany(Keys),
        _ => [],
    };
}
