using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>A kustomization among manifests: what it puts together, and what it changes in it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Entries">The files, folders and addresses that it puts together.</param>
internal sealed record Kustomization(string File, IReadOnlyList<string> Entries)
{
    /// <summary>Its API group, with the slash behind it.</summary>
    public const string Group = "kustomize.config.k8s.io/";

    private static readonly string[] Patching = ["patches", "patchesStrategicMerge", "patchesJson6902"];

    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>The keys whose entries it puts together.</summary>
    public static string[] Joining { get; } = ["resources", "bases", "components"];

    /// <summary>Its fields.</summary>
    public IReadOnlyList<YamlField> Fields { get; private init; } = [];

    /// <summary>The files that it names as patches.</summary>
    public IEnumerable<string> Patches => Fields.Where(one => KustomizationKeys.IsAny(one, Patching))
        .SelectMany(one => one.Value is YamlList list ? list.Items : [])
        .Select(item => item is YamlMap map ? map.Fields.FirstOrDefault(one => KustomizationKeys.IsAny(one, "path"))?.Value : item)
        .OfType<YamlScalar>().Select(path => path.Text);

    /// <summary>The fields by which it changes access, those with something in them.</summary>
    /// <param name="names">What access depends on in its files; null where that is not known.</param>
    public IReadOnlyList<string> ChangesOf(NamesOfAccess? names) =>
        [.. Fields.Where(field => KustomizationKeys.IsChange(field, names) || IsTwice(field)).Select(field => Quoted.Cut(field.Name))];

    /// <summary>Whether what it puts together gets other names, or another namespace.</summary>
    public bool ChangesNames => Fields.Any(one => KustomizationKeys.IsAny(one, "namePrefix", "nameSuffix", "namespace"));

    /// <summary>Whether it is a component, which others take in under <c>components</c> alone.</summary>
    public bool IsComponent => Fields.Any(one => KustomizationKeys.IsAny(one, "kind") && one.Value is YamlScalar { Text: "Component" });

    /// <summary>Those of its entries that are no components.</summary>
    public IEnumerable<string> Resources =>
        Fields.Where(one => KustomizationKeys.IsAny(one, "resources", "bases")).SelectMany(one => EntriesOf(one.Value));

    /// <summary>Whether it drops an object, which then is only there for kustomize itself.</summary>
    public static bool Drops(ObjectReader one) =>
        (one.Map.Find("metadata") as YamlMap)?.Find("annotations") is YamlMap annotations
        && annotations.Find("config.kubernetes.io/local-config") is not (null or YamlScalar { Text: "false" });

    /// <summary>Whether a file is one by its name.</summary>
    public static bool IsName(string file) => Array.IndexOf(FileNames, Path.GetFileName(file)) >= 0;

    /// <summary>The files in a folder that make it one.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        FileNames.Select(name => Path.Combine(folder, name)).Where(System.IO.File.Exists);

    /// <summary>Whether an object is one by its apiVersion.</summary>
    public static bool IsVersion(string apiVersion) => apiVersion.StartsWith(Group, StringComparison.Ordinal);

    /// <summary>What a mapping is of a kustomization; null when it is none.</summary>
    public static Kustomization? Of(YamlMap map) =>
        IsName(map.Location.File) || map.Fields.Any(IsVersion)
            ? new Kustomization(
                map.Location.File,
                [.. map.Fields.Where(field => KustomizationKeys.IsAny(field, Joining)).SelectMany(field => EntriesOf(field.Value))])
            {
                Fields = map.Fields,
            }
            : null;

    /// <summary>Of a key that is there twice, in two cases, one is dropped.</summary>
    private bool IsTwice(YamlField field) => Fields.Any(other => other != field && KustomizationKeys.IsAny(other, field.Name));

    private static bool IsVersion(YamlField field) =>
        field.Value is YamlScalar version && IsVersion(version.Text) && KustomizationKeys.IsAny(field, "apiVersion");

    private static IEnumerable<string> EntriesOf(YamlValue value) => value switch
    {
        YamlList list => list.Items.SelectMany(EntriesOf),
        YamlScalar { IsEmpty: true } or YamlMap { Fields.Count: 0 } => [],
        YamlScalar scalar => [scalar.Text],
        _ => [value.Sort],
    };
}
