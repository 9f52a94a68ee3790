using System.Globalization;
using Harness.Images;
using Harness.Installing;
using Harness.Workloads;

namespace Harness.Clusters;

/// <summary>Where a cluster comes from.</summary>
public enum ClusterSource
{
    /// <summary>The first of the others that can be had: existing, kept, k3s, offline.</summary>
    Auto,

    /// <summary>The cluster of a kubeconfig.</summary>
    Existing,

    /// <summary>A throw-away k3s node.</summary>
    K3s,

    /// <summary>A throw-away node from Debian packages, for machines without an image registry.</summary>
    Offline,
}

/// <summary>Which ingress controller a throw-away cluster brings.</summary>
public enum IngressChoice
{
    /// <summary>None.</summary>
    None,

    /// <summary>k3s's own.</summary>
    Traefik,
}

/// <summary>Which cluster to run on. Each setting has a command-line option and an environment variable.</summary>
public sealed record ClusterOptions
{
    /// <summary>Where the cluster comes from (HARNESS_CLUSTER).</summary>
    public ClusterSource Source { get; init; } = ClusterSource.Auto;

    /// <summary>Kubeconfig of an existing cluster (HARNESS_KUBECONFIG).</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Context in it; null for its current one (HARNESS_CONTEXT).</summary>
    public string? Context { get; init; }

    /// <summary>The k3s image (HARNESS_K3S_IMAGE); with a digest where the engine has it already it is recorded in run.json.</summary>
    public string K3sImage { get; init; } = ThirdPartyImages.K3s;

    /// <summary>The workload's image; null for the one built here (HARNESS_HELLO_IMAGE).</summary>
    public string? HelloImage { get; init; }

    /// <summary>What pods run in place of third-party images, reference by name (HARNESS_IMAGES, separated by commas).</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = ImageReplacements.None;

    /// <summary>Bcrypt cost of the passwords that scenarios of basic authentication use (HARNESS_BCRYPT_COST).</summary>
    public int BcryptCost { get; init; } = BasicCredentials.DefaultCost;

    /// <summary>Whether a k3s node keeps the ingress controller that it brings (HARNESS_INGRESS).</summary>
    public IngressChoice Ingress { get; init; }

    /// <summary>Manifest of an ingress controller to install for the scenarios that need one (HARNESS_INGRESS_MANIFEST).</summary>
    public string? IngressManifest { get; init; }

    /// <summary>Whether objects outside namespaces may be made on an existing cluster (HARNESS_ALLOW_CLUSTER_SCOPE=1).</summary>
    public bool AllowClusterScope { get; init; }

    /// <summary>How services are reached without the proxy; null to find out (HARNESS_DIRECT).</summary>
    public DirectRouteKind? Direct { get; init; }

    /// <summary>Folder of a running cluster to use where it still runs: the one kept by <c>up</c>, or the caller's (HARNESS_ATTACH).</summary>
    public string? Attach { get; init; }

    /// <summary>Whether it is the cluster of a kubeconfig that was asked for.</summary>
    public bool WantsExisting => Source == ClusterSource.Existing || (Source == ClusterSource.Auto && Kubeconfig is not null);

    /// <summary>Finds out, before anything is begun, whether the settings go together.</summary>
    /// <exception cref="HarnessException">They do not (exit code 2).</exception>
    public ClusterOptions EnsureConsistent()
    {
        if (Source == ClusterSource.Existing && Kubeconfig is null)
            throw HarnessException.BadInput("--cluster existing needs --kubeconfig FILE (or HARNESS_KUBECONFIG)");
        if (Context is not null && Kubeconfig is null)
            throw HarnessException.BadInput($"the context \"{Context}\" needs a kubeconfig: --kubeconfig FILE (or HARNESS_KUBECONFIG)");
        if (Ingress == IngressChoice.Traefik && (WantsExisting || Source == ClusterSource.Offline))
            throw HarnessException.BadInput("--ingress traefik (or HARNESS_INGRESS) is for k3s, which brings it; elsewhere --ingress-manifest FILE installs a controller");
        if (IngressManifest is not null)
            ManifestFile.Read(IngressManifest);
        return this;
    }

    /// <summary>Reads the environment variables.</summary>
    /// <exception cref="HarnessException">A variable has a value that its setting does not know.</exception>
    public static ClusterOptions FromEnvironment() => new()
    {
        Source = Parse<ClusterSource>("HARNESS_CLUSTER") ?? ClusterSource.Auto,
        Kubeconfig = Variable("HARNESS_KUBECONFIG"),
        Context = Variable("HARNESS_CONTEXT"),
        K3sImage = Variable("HARNESS_K3S_IMAGE") ?? ThirdPartyImages.K3s,
        HelloImage = Variable("HARNESS_HELLO_IMAGE"),
        Images = ImageReplacements.Parse("HARNESS_IMAGES", Variable("HARNESS_IMAGES")?.Split(',', StringSplitOptions.TrimEntries) ?? []),
        BcryptCost = Variable("HARNESS_BCRYPT_COST") is { } cost ? ParseBcryptCost("HARNESS_BCRYPT_COST", cost) : BasicCredentials.DefaultCost,
        Ingress = Parse<IngressChoice>("HARNESS_INGRESS") ?? IngressChoice.None,
        IngressManifest = Variable("HARNESS_INGRESS_MANIFEST"),
        AllowClusterScope = Variable("HARNESS_ALLOW_CLUSTER_SCOPE") is "1" or "true",
        Direct = Parse<DirectRouteKind>("HARNESS_DIRECT"),
        Attach = Variable("HARNESS_ATTACH"),
    };

    /// <summary>Reads a bcrypt cost.</summary>
    /// <exception cref="HarnessException">It is none (exit code 2).</exception>
    public static int ParseBcryptCost(string setting, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost is >= BasicCredentials.LeastCost and <= BasicCredentials.GreatestCost
            ? cost
            : throw HarnessException.BadInput($"{setting} {value}: not a whole number from {BasicCredentials.LeastCost} to {BasicCredentials.GreatestCost}");

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static T? Parse<T>(string name)
        where T : struct, Enum
    {
        if (Variable(name) is not { } value)
            return null;
        return EnumWord.Find<T>(value)
            ?? throw HarnessException.BadInput($"{name}={value}: not one of {string.Join(", ", EnumWord.All<T>())}");
    }
}
