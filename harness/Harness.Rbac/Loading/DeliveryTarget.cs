using Harness.Rbac.Yaml;

namespace Harness.Rbac.Loading;

/// <summary>Tells whether an object by which a controller brings more says for certain that it is for another cluster.</summary>
internal static class DeliveryTarget
{
    /// <summary>What Argo CD calls the cluster that it runs in, and what may stand for anything.</summary>
    private static readonly string[] Own = ["kubernetes.default", "in-cluster", "localhost", "{{"];

    /// <summary>Whether it is for another cluster.</summary>
    public static bool IsElsewhere(ObjectReader one) => one.Map.Find("spec") is YamlMap spec
        && (one.ApiVersion.Split('/')[0], ManifestTypes.Single(one.Kind)) switch
        {
            ("argoproj.io", "Application") => IsOfOther(spec),
            ("argoproj.io", "ApplicationSet") => IsSetOfOther(spec),
            ("kustomize.toolkit.fluxcd.io" or "helm.toolkit.fluxcd.io", _) => spec.Find("kubeConfig") is YamlMap config
                && (config.Find("secretRef") ?? config.Find("configMapRef")) is YamlMap { Fields.Count: > 0 },
            _ => false,
        };

    /// <summary>A patch of the template, and a generator's own template, which replaces fields of it, may name any cluster.</summary>
    private static bool IsSetOfOther(YamlMap spec) => spec.Find("templatePatch") is null
        && !(spec.Find("generators") is { } generators && HasTemplate(generators))
        && (spec.Find("template") as YamlMap)?.Find("spec") is YamlMap application && IsOfOther(application);

    private static bool HasTemplate(YamlValue generators) => generators switch
    {
        YamlMap map => map.Fields.Any(field => field.Name == "template" || HasTemplate(field.Value)),
        YamlList list => list.Items.Any(HasTemplate),
        _ => false,
    };

    /// <summary>
    /// A name does not tell which cluster has it, nor does an address without a name: a cluster's own API server has one. Of both at once,
    /// Argo CD takes neither.
    /// </summary>
    private static bool IsOfOther(YamlMap application) => application.Find("destination") is YamlMap destination
        && destination.Find("name") is null
        && destination.Find("server") is YamlScalar server
        && Uri.TryCreate(server.Text, UriKind.Absolute, out var address)
        && address is { HostNameType: UriHostNameType.Dns }
        && !Array.Exists(Own, word => server.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
