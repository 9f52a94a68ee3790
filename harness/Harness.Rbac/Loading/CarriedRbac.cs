using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Roles and bindings inside of other objects, as objects or as text. Kubernetes applies none of what its own kinds carry; the controller
/// of a custom kind may.
/// </summary>
internal sealed partial class CarriedRbac
{
    /// <summary>The API groups of Kubernetes itself.</summary>
    private static readonly HashSet<string> OwnGroups =
    [
        "", "apps", "autoscaling", "batch", "extensions", "policy", AdmissionObject.ApiGroup, "apiregistration.k8s.io",
        "authentication.k8s.io", "authorization.k8s.io", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io",
        "events.k8s.io", "flowcontrol.apiserver.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io",
        "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io",
    ];

    /// <summary>Signs of it in a document's text, and escapes, which hide words.</summary>
    private static readonly SearchValues<string> Signs =
        SearchValues.Create([RbacRole.ApiGroup, "roleRef", "\\x", "\\u", "\\\n", "\\\r"], StringComparison.OrdinalIgnoreCase);

    private readonly List<string> _carried = [];
    private readonly List<string> _kept = [];

    /// <summary>What is to be said of what a controller may apply; null where there is nothing.</summary>
    public string? NotDecided => _carried.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"RBAC inside of other objects was not read, and a controller may apply it: {_carried.Count}: {NamedFew.Of(_carried)}; give what ")
        + "it makes of them with another --manifests, and leave these objects' files out with --exclude, or the objects out of the stream";

    /// <summary>What is to be said of the rest; null where there is nothing.</summary>
    public string? Note => _kept.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"RBAC in the texts of these objects was not read, as Kubernetes applies none of it: {_kept.Count}: {NamedFew.Of(_kept)}");

    /// <summary>Whether a document's text may have some in it.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>Looks into an object. What a schema or a kustomization quotes is no object.</summary>
    public void Add(ObjectReader one)
    {
        var group = one.ApiVersion.Contains('/', StringComparison.Ordinal) ? one.ApiVersion.Split('/')[0] : "";
        if (group == "apiextensions.k8s.io" || Kustomization.IsVersion(one.ApiVersion) || !IsIn(one.Map))
            return;
        var name = (one.Map.Find("metadata") as YamlMap)?.Find("name") is YamlScalar text ? $" {Quoted.Cut(text.Text)}" : "";
        (OwnGroups.Contains(group) ? _kept : _carried).Add($"{one.Fields.Location} ({Quoted.Cut(one.Kind)}{name})");
    }

    /// <summary>
    /// An apiVersion of RBAC's and one of its kinds, anywhere; the group alone, as in the lists of what a project or a policy is about, is
    /// no object.
    /// </summary>
    private static bool IsIn(YamlMap map) =>
        Any(map, (_, text) => text.Contains(RbacRole.ApiGroup, StringComparison.Ordinal) && Version().IsMatch(text))
            ? Any(map, (key, text) => (key == "kind" && WholeKind().IsMatch(text)) || Kind().IsMatch(text))
            : HasRoleRef(map);

    private static bool Any(YamlValue value, Func<string?, string, bool> isIt, string? key = null) => value switch
    {
        YamlMap map => map.Fields.Any(field => Any(field.Value, isIt, field.Name)),
        YamlList list => list.Items.Any(item => Any(item, isIt)),
        YamlScalar scalar => isIt(key, scalar.Text),
        _ => false,
    };

    private static bool HasRoleRef(YamlValue value) => value switch
    {
        YamlMap map => map.Fields.Any(field => HasRoleRef(field.Value)
            || (field.Name == "roleRef" && field.Value is YamlMap role
                && role.Find("kind") is YamlScalar { Text: "Role" or "ClusterRole" })),
        YamlList list => list.Items.Any(HasRoleRef),
        _ => false,
    };

    /// <summary>Also as JSON may write it; what follows a further slash is a pattern of kinds, and no apiVersion.</summary>
    [GeneratedRegex(@"rbac\.authorization\.k8s\.io\\?/v[0-9]\w*(?![\w/])")]
    private static partial Regex Version();

    [GeneratedRegex(@"^(Cluster)?Role(Binding)?(List)?\z")]
    private static partial Regex WholeKind();

    [GeneratedRegex("""\bkind\\?["']?\s*:\s*\\?["']?(Cluster)?Role(Binding)?(List)?\b""")]
    private static partial Regex Kind();
}
