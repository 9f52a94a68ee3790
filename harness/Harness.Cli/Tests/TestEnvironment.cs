using System.Globalization;
using Harness.Clusters;

namespace Harness.Cli.Tests;

/// <summary>The cluster options as environment variables, the way that test hosts take them.</summary>
internal static class TestEnvironment
{
    /// <summary>The variables; one with null is taken away.</summary>
    public static IReadOnlyDictionary<string, string?> Of(ClusterOptions options, string? attach) => new Dictionary<string, string?>
    {
        ["HARNESS_CLUSTER"] = options.Source.ToString(),
        ["HARNESS_KUBECONFIG"] = options.Kubeconfig is { } file ? Path.GetFullPath(file) : null,
        ["HARNESS_CONTEXT"] = options.Context,
        ["HARNESS_K3S_IMAGE"] = options.K3sImage,
        ["HARNESS_HELLO_IMAGE"] = options.HelloImage,
        ["HARNESS_IMAGES"] = options.Images.Count == 0 ? null : string.Join(',', options.Images.Select(image => $"{image.Key}={image.Value}")),
        ["HARNESS_DIRECT"] = options.Direct?.ToString(),
        ["HARNESS_BCRYPT_COST"] = options.BcryptCost.ToString(CultureInfo.InvariantCulture),
        ["HARNESS_INGRESS"] = options.Ingress.ToString(),
        ["HARNESS_INGRESS_MANIFEST"] = options.IngressManifest is { } manifest ? Path.GetFullPath(manifest) : null,
        ["HARNESS_ALLOW_CLUSTER_SCOPE"] = options.AllowClusterScope ? "1" : null,
        ["HARNESS_ATTACH"] = attach,
    };
}
