using System.Globalization;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>
/// Objects by which a controller brings more objects to the cluster, roles and bindings among them: charts, folders of a repository,
/// operators. None of that is in the files. What is for another cluster, as the object says, is only noted.
/// </summary>
internal sealed class Deliveries
{
    private readonly List<string> _here = [];
    private readonly List<string> _elsewhere = [];

    /// <summary>What is to be said of those for this cluster; null where there are none.</summary>
    public string? NotDecided => _here.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"what a controller brings by these objects is not known, as it is not in the files: {_here.Count}: {NamedFew.Of(_here)}; render ")
        + "it (helm template, flux build kustomization, argocd app manifests), give that with another --manifests, and leave these "
        + "objects' files out with --exclude, or the objects out of the stream";

    /// <summary>What is to be said of those for another cluster; null where there are none.</summary>
    public string? Note => _elsewhere.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"what a controller brings to other clusters by these objects was not read: {_elsewhere.Count}: {NamedFew.Of(_elsewhere)}");

    /// <summary>Remembers an object, if it is one.</summary>
    /// <returns>Whether it is.</returns>
    public bool Add(ObjectReader one)
    {
        if (!DeliveryKinds.Has(one.ApiVersion, one.Kind) || !DeliveryKinds.Brings(one))
            return false;
        var name = (one.Map.Find("metadata") as YamlMap)?.Find("name") is YamlScalar text ? $" {Quoted.Cut(text.Text)}" : "";
        (DeliveryTarget.IsElsewhere(one) ? _elsewhere : _here).Add($"{one.Fields.Location} ({one.Kind}{name})");
        return true;
    }
}
