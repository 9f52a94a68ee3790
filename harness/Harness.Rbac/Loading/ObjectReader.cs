using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>An object of a manifest: what it is, what it is called, and its fields.</summary>
internal sealed class ObjectReader
{
    private readonly string _defaultNamespace;

    /// <summary>An object.</summary>
    /// <param name="map">Its mapping.</param>
    /// <param name="defaultNamespace">Its namespace when it names none.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="list">The list it is an item of, which says what it is when it does not say so itself.</param>
    public ObjectReader(YamlMap map, string defaultNamespace, InputProblems problems, ObjectReader? list = null)
    {
        (Map, List, _defaultNamespace, Problems) = (map, list, defaultNamespace, problems);
        Fields = new FieldReader(map, "", problems);
        var (hasVersion, hasKind) = (Fields.Has("apiVersion"), Fields.Has("kind"));
        var isOfList = !hasVersion && !hasKind && list?.IsOfOneKind == true;
        if (!isOfList && (!hasVersion || !hasKind) && !IsHalfAnObject(hasVersion) && RbacShape.Find(map) != map)
        {
            (ApiVersion, Kind, Type) = ("", "(no kind)", ManifestType.NoObject);
            return;
        }

        ApiVersion = isOfList ? list!.ApiVersion
            : Fields.RequiredText("apiVersion", "write e.g. apiVersion: rbac.authorization.k8s.io/v1");
        Kind = isOfList ? ManifestTypes.Single(list!.Kind) : Fields.RequiredText("kind", "write e.g. kind: Role");
        Type = ApiVersion.Length == 0 || Kind.Length == 0 ? ManifestType.Invalid : TypeOf();
        if (Type is not (
            ManifestType.Invalid or ManifestType.Other or ManifestType.Membership or ManifestType.List or ManifestType.Template))
        {
            ReadName();
        }
    }

    /// <summary>Where problems go.</summary>
    public InputProblems Problems { get; }

    /// <summary>What it is.</summary>
    public ManifestType Type { get; }

    /// <summary>Its apiVersion.</summary>
    public string ApiVersion { get; }

    /// <summary>Its kind.</summary>
    public string Kind { get; }

    /// <summary>Whether it is of OpenShift's own API group for RBAC.</summary>
    public bool IsOpenShift => ApiVersion == OpenShift.ApiVersion;

    /// <summary>Its namespace; null for an object of the cluster.</summary>
    public string? Namespace { get; private set; }

    /// <summary>Its name; empty when it has none, which is a problem.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What messages call it: <c>Role default/hello</c>.</summary>
    public string Title => Namespace is null ? $"{Kind} {Quoted.Cut(Name)}" : $"{Kind} {Quoted.Cut(Namespace)}/{Quoted.Cut(Name)}";

    /// <summary>The list that it is an item of; null if it is none.</summary>
    public ObjectReader? List { get; }

    /// <summary>Its annotations, as they are written.</summary>
    public IEnumerable<YamlField> Annotations => Marks("annotations");

    /// <summary>Its annotations and labels, as they are written.</summary>
    public IEnumerable<YamlField> AllMarks => Annotations.Concat(Marks("labels"));

    /// <summary>It, as it is written.</summary>
    public YamlMap Map { get; }

    /// <summary>Its fields.</summary>
    public FieldReader Fields { get; private set; }

    /// <summary>Its labels; one with nothing behind its colon has the empty text.</summary>
    public IReadOnlyDictionary<string, string> Labels => Marks("labels")
        .Where(one => one.Value is YamlScalar)
        .ToDictionary(one => one.Name, one => one.Value is YamlScalar { IsEmpty: false } text ? text.Text : "");

    /// <summary>Whether its items need not say what they are.</summary>
    private bool IsOfOneKind => Kind.Length > 0 && ManifestTypes.Single(Kind) is var single && single.Length > 0 && single != Kind;

    /// <summary>Items of a list.</summary>
    public IEnumerable<ObjectReader> Items() => new FieldReader(Map, $"{Kind}: ", Problems).Maps("items")
        .Select(item => new ObjectReader(item, _defaultNamespace, Problems, this));

    private IReadOnlyList<YamlField> Marks(string kind) =>
        (Map.Find("metadata") as YamlMap)?.Find(kind) is YamlMap marks ? marks.Fields : [];

    /// <summary>A version of Kubernetes' own without a kind, as where a stream was cut off.</summary>
    private bool IsHalfAnObject(bool hasVersion) => hasVersion && Fields.Scalar("apiVersion") is { } version
        && (version == "v1" || version.Contains("k8s.io", StringComparison.Ordinal)
            || version.Contains("openshift.io", StringComparison.Ordinal));

    /// <summary>Whatever kubectl finds items in, it takes for a list and applies those alone.</summary>
    private ManifestType TypeOf()
    {
        var type = ManifestTypes.Of(ApiVersion, Kind, Fields);
        var hasObjects = Map.Find("items") is YamlList items
            && items.Items.Any(item => item is YamlMap map && (map.Find("apiVersion") ?? map.Find("kind")) is not null);
        return hasObjects && type is not ManifestType.Invalid ? ManifestType.List : type;
    }

    private void ReadName()
    {
        var metadata = new FieldReader(Map, $"{Kind}: ", Problems).RequiredObject("metadata", "write metadata: {name: NAME}");
        if (metadata is null)
            return;
        var name = metadata.RequiredText(
            "name", metadata.Has("generateName") ? "a generated name is not known beforehand; write one" : "write one");
        if (name.Length > 0 && !KubernetesName.IsPathSegment(name))
            metadata.Refuse("name", $"is {Quoted.Of(name)}; a name has no / or % in it");
        if (Type is not (
            ManifestType.Namespace or ManifestType.ClusterRole or ManifestType.ClusterRoleBinding)) // kubectl drops a namespace there
        {
            Namespace = ReadNamespace(metadata);
        }

        Name = name;
        Fields = new FieldReader(Map, $"{Title}: ", Problems);
    }

    private string ReadNamespace(FieldReader metadata)
    {
        var ns = metadata.Text("namespace");
        if (string.IsNullOrEmpty(ns))
            return _defaultNamespace;
        if (!KubernetesName.IsLabel(ns))
            metadata.Refuse("namespace", $"is {Quoted.Of(ns)}; write up to 63 lower-case letters, digits and dashes");
        return ns;
    }
}
