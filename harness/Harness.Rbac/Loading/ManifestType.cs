using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>What an object of a manifest is to the reader.</summary>
internal enum ManifestType
{
    /// <summary>Nothing that could be read; a problem says why.</summary>
    Invalid,

    /// <summary>Not RBAC's: passed over.</summary>
    Other,

    /// <summary>Who is in a group: not read, and said so.</summary>
    Membership,

    /// <summary>A mapping, but no Kubernetes object: the values of a chart, a patch, a workflow.</summary>
    NoObject,

    /// <summary>An OpenShift template, whose objects are made with its parameters.</summary>
    Template,

    /// <summary>A list of objects, as kubectl prints several.</summary>
    List,

    /// <summary>A Namespace, which says nothing of access by itself.</summary>
    Namespace,

    /// <summary>A Role.</summary>
    Role,

    /// <summary>A ClusterRole.</summary>
    ClusterRole,

    /// <summary>A RoleBinding.</summary>
    RoleBinding,

    /// <summary>A ClusterRoleBinding.</summary>
    ClusterRoleBinding,

    /// <summary>A Service.</summary>
    Service,

    /// <summary>A ServiceAccount.</summary>
    ServiceAccount,
}

/// <summary>Tells the type by apiVersion and kind.</summary>
internal static class ManifestTypes
{
    /// <summary>The apiVersion of roles and bindings.</summary>
    public const string Current = RbacGroup + "/v1";

    private const string RbacGroup = RbacRole.ApiGroup;
    private const string ListSuffix = "List";
    private const string TemplateGroup = "template.openshift.io";
    private static readonly string[] RbacKinds = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"];
    private static readonly string[] CoreKinds = ["Namespace", "Service", "ServiceAccount"];

    // v1beta1, served up to Kubernetes 1.21, has the same fields as v1; v1alpha1 names subjects in another way.
    private const string Beta = RbacGroup + "/v1beta1";
    private static readonly string[] Readable = [Current, Beta];

    /// <summary>The versions that every server serves, and so has a <c>List</c> of.</summary>
    private static readonly string[] Lists = ["v1", AdmissionObject.ApiGroup + "/v1"];

    // https://kubernetes.io/docs/reference/using-api/deprecation-guide/#rbac-resources-v122
    private static readonly Version BetaIsGoneIn = new(1, 22);

    /// <summary>The type; what looks like RBAC but is not is a problem, as it would grant nothing or something else.</summary>
    /// <param name="apiVersion">apiVersion.</param>
    /// <param name="kind">kind.</param>
    /// <param name="fields">The object, for problems.</param>
    public static ManifestType Of(string apiVersion, string kind, FieldReader fields)
    {
        var group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";
        if (group == RbacGroup)
            return OfRbac(apiVersion, kind, fields);
        if (apiVersion == OpenShift.ApiVersion && RbacKinds.Contains(Single(kind)))
            return OfKind(kind);
        if (group == AdmissionObject.ApiGroup && kind.EndsWith(ListSuffix, StringComparison.Ordinal))
            return ManifestType.List;
        if (RbacShape.IsKind(kind) && IsMeantAsRbac(group))
            return Refuse("apiVersion", $"is {Quoted.Of(apiVersion)}, which has no {Quoted.Cut(kind)}; write {Current}", fields);
        if (GroupMembers.Is(apiVersion, kind))
            return ManifestType.Membership;
        if (kind == nameof(ManifestType.Template) && (apiVersion == "v1" || group == TemplateGroup))
            return ManifestType.Template;
        return apiVersion == "v1" && (kind == ListSuffix || CoreKinds.Contains(Single(kind))) ? OfKind(kind) : ManifestType.Other;
    }

    /// <summary>Whether an object of a kind can say nothing of access, whatever is in it.</summary>
    public static bool IsOther(string apiVersion, string kind)
    {
        var isOurs = apiVersion.Contains("rbac", StringComparison.OrdinalIgnoreCase)
            || apiVersion.Contains("authoriz", StringComparison.OrdinalIgnoreCase)
            || Kustomization.IsVersion(apiVersion) || GroupMembers.Is(apiVersion, kind) || DeliveryKinds.Has(apiVersion, kind)
            || RbacShape.IsKind(kind) || CoreKinds.Contains(kind) || kind == nameof(ManifestType.Template);
        return !isOurs && !kind.EndsWith(ListSuffix, StringComparison.Ordinal);
    }

    /// <summary>Whether a Kubernetes knows objects of an apiVersion that is read.</summary>
    public static bool IsServed(string apiVersion, Version version) => apiVersion != Beta || version < BetaIsGoneIn;

    /// <summary>
    /// Whether every server that knows an object takes it as an item of a list: of a <c>List</c>, or of the list of its own kind and
    /// version. Of any other list, also of an object that has items, only its own server tells.
    /// Source: https://github.com/kubernetes/client-go/blob/master/restmapper/discovery.go
    /// </summary>
    public static bool IsTakenFrom(ObjectReader list, ObjectReader item) =>
        (list.Kind == ListSuffix && Lists.Contains(list.ApiVersion))
        || (list.ApiVersion == item.ApiVersion && list.Kind == item.Kind + ListSuffix);

    /// <summary>A list's kind without its ending: what its items are that do not say it themselves.</summary>
    public static string Single(string kind) => kind.EndsWith(ListSuffix, StringComparison.Ordinal) ? kind[..^ListSuffix.Length] : kind;

    private static ManifestType OfRbac(string apiVersion, string kind, FieldReader fields)
    {
        if (!Readable.Contains(apiVersion))
            return Refuse("apiVersion", $"is {Quoted.Of(apiVersion)}; write {Current}", fields);
        if (RbacKinds.Contains(Single(kind)))
            return OfKind(kind);
        var advice = Nearest.Of(Quoted.Cut(kind), RbacKinds) is { } near
            ? $"did you mean {near}?"
            : $"{RbacGroup} knows {string.Join(", ", RbacKinds)}";
        return Refuse("kind", $"is {Quoted.Of(kind)}; {advice}", fields);
    }

    private static ManifestType OfKind(string kind) =>
        kind.EndsWith(ListSuffix, StringComparison.Ordinal) ? ManifestType.List : Enum.Parse<ManifestType>(kind);

    /// <summary>The group is missing or misspelt; other groups than Kubernetes' own have roles of another sort.</summary>
    private static bool IsMeantAsRbac(string group) => group.Length == 0
        || group.EndsWith("k8s.io", StringComparison.OrdinalIgnoreCase)
        || group.Contains("rbac", StringComparison.OrdinalIgnoreCase)
        || group.Contains("authoriz", StringComparison.OrdinalIgnoreCase);

    private static ManifestType Refuse(string field, string what, FieldReader fields)
    {
        fields.Refuse(field, what);
        return ManifestType.Invalid;
    }
}
