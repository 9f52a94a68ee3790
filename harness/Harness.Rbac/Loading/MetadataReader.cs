using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Holds an object's metadata to what the API server accepts, as one that is refused is not there.
/// Sources: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ (the fields),
/// https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go (what they may be)
/// </summary>
internal static class MetadataReader
{
    private static readonly string[] Texts = ["name", "generateName", "uid", "resourceVersion", "selfLink"];
    private static readonly string[] Numbers = ["generation", "deletionGracePeriodSeconds"];
    private static readonly string[] Times = ["creationTimestamp", "deletionTimestamp"];
    private static readonly string[] Known =
        [.. Texts, .. Numbers, .. Times, "namespace", "labels", "annotations", "ownerReferences", "finalizers", "managedFields"];

    private static readonly string[] OfOwner = ["apiVersion", "kind", "name", "uid"];
    private static readonly string[] OfManager = ["manager", "operation", "apiVersion", "fieldsType", "subresource"];
    private static readonly string[] Finalizers = ["kubernetes", Orphan, Foreground];
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";

    /// <summary>Refuses what is not as it has to be.</summary>
    /// <param name="one">The object.</param>
    /// <param name="title">What messages call it.</param>
    public static void Check(ObjectReader one, string title)
    {
        if (one.Map.Find("metadata") is not YamlMap map)
            return;
        MetadataTexts.Check(one, title, map);
        var metadata = new FieldReader(map, $"{title}: metadata", one.Problems).Only(Known);
        foreach (var field in one.Namespace is null ? [.. Texts, "namespace"] : Texts)
            _ = metadata.Text(field);
        foreach (var field in Numbers)
            _ = metadata.Number(field);
        foreach (var field in Times)
            KubernetesTime.Check(metadata, field);
        if (metadata.Scalar("generateName") is { Length: > 0 } begin && !KubernetesName.IsSubdomain(begin.TrimEnd('-') + "-a"))
            metadata.Refuse("generateName", $"is {Quoted.Of(begin)}, with which no name can begin; leave it out");
        CheckOwners(metadata.Objects("ownerReferences"));
        CheckFinalizers(metadata);
        foreach (var manager in metadata.Objects("managedFields"))
            CheckManager(manager.Only([.. OfManager, "time", "fieldsV1"]));
    }

    private static void CheckManager(FieldReader manager)
    {
        foreach (var field in OfManager)
            _ = manager.Text(field);
        KubernetesTime.Check(manager, "time");
        _ = manager.Object("fieldsV1");
    }

    private static void CheckOwners(IReadOnlyList<FieldReader> owners)
    {
        var controllers = 0;
        foreach (var owner in owners)
        {
            owner.Only([.. OfOwner, "controller", "blockOwnerDeletion"]);
            var (version, kind) = (Required("apiVersion"), Required("kind"));
            _ = (Required("name"), Required("uid"), IsTrue(owner, "blockOwnerDeletion"));
            if (version.Length > 0 && version.Split('/') is not ([_] or [_, { Length: > 0 }]))
                owner.Refuse("apiVersion", $"is {Quoted.Of(version)}; write VERSION or GROUP/VERSION");
            if ((version, kind) == ("v1", "Event"))
                owner.Refuse("kind", "is Event, which owns nothing; leave the owner out");
            if (IsTrue(owner, "controller") && ++controllers > 1)
                owner.Refuse("controller", "is true of a second owner; only one can be the controller");

            string Required(string field) => owner.RequiredText(field, "name the owner, or leave ownerReferences out");
        }
    }

    private static bool IsTrue(FieldReader fields, string name)
    {
        var value = fields.Find(name);
        if (value is not (null or YamlScalar { Kind: YamlScalarKind.Boolean }))
            fields.Refuse(name, $"must be true or false, not {value.Description}; write one of the two");
        return value is YamlScalar word && word.Text.ToUpperInvariant() is "TRUE" or "YES" or "Y" or "ON";
    }

    private static void CheckFinalizers(FieldReader metadata)
    {
        var all = metadata.Texts("finalizers");
        foreach (var (at, name, _) in all.Where(one => !IsFinalizer(one.Text)))
            metadata.Problem(at, $"metadata.finalizers: {Quoted.Of(name)} is none: write DOMAIN/NAME; {MetadataTexts.Syntax}");
        if (all.Any(one => one.Text == Orphan) && all.Any(one => one.Text == Foreground))
            metadata.Refuse("finalizers", $"have {Orphan} and {Foreground}, which exclude each other; remove one of the two");
    }

    private static bool IsFinalizer(string name) => Finalizers.Contains(name) || (name.Contains('/') && MetadataTexts.IsKey(name));
}
