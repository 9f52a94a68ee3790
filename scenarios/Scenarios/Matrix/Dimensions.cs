using System.Globalization;

namespace Harness.Scenarios.Matrix;

/// <summary>The credential that a caller shows.</summary>
public enum Credential
{
    NoToken,
    GarbledToken,
    ExpiredToken,
    ValidToken,
}

/// <summary>What is bound to a caller; the narrow ones name <c>hello-app</c> on services/proxy.</summary>
public enum Holding
{
    Nothing,
    OneVerb,
    EveryVerb,
    GetInOtherNamespace,
    EditInNamespace,
    ViewInNamespace,
    ClusterAdminInNamespace,
}

/// <summary>What a URL leads to.</summary>
public enum Backend
{
    GrantedService,
    Neighbour,
    OtherNamespace,
    PodsProxy,
    MissingService,
    NoEndpoints,
    ExternalName,
}

/// <summary>A caller.</summary>
/// <param name="Name">Row heading, and the name of its service account once spaces are dashes.</param>
/// <param name="Shows">Its credential.</param>
/// <param name="Holds">What is bound to it.</param>
/// <param name="Verb">The verb of <see cref="Holding.OneVerb"/>; else null.</param>
public sealed record Identity(string Name, Credential Shows, Holding Holds, string? Verb = null)
{
    public override string ToString() => Name;
}

/// <summary>An HTTP method, or a WebSocket upgrade.</summary>
public sealed record CallMethod(string Name)
{
    public const string Upgrade = "WebSocket";

    public override string ToString() => Name;
}

/// <summary>A way to write a service into the proxy URL.</summary>
/// <param name="Name">As documentation writes it, e.g. <c>http:name:port</c>.</param>
/// <param name="Scheme">Null where none is named.</param>
/// <param name="Port">Null where none is named; empty for the colon alone.</param>
public sealed record Spelling(string Name, string? Scheme, string? Port)
{
    /// <summary>The URL segment for a service.</summary>
    public string Of(string service) => (Scheme, Port) switch
    {
        (null, null) => service,
        (null, _) => $"{service}:{Port}",
        _ => $"{Scheme}:{service}:{Port}",
    };

    public override string ToString() => Name;
}

/// <summary>Something to call.</summary>
/// <param name="Name">Heading of its table.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Service">The service's name; empty for a pod, whose name is known once it runs.</param>
public sealed record Target(string Name, Backend Kind, string Service)
{
    public override string ToString() => Name;
}

/// <summary>The values of each dimension, in the order in which reports show them.</summary>
public static class Dimensions
{
    /// <summary>The service that narrow grants name; another namespace has one of the same name.</summary>
    public const string Granted = "hello-app";

    public const int Port = 8080;

    /// <summary>Name of the neighbour's port; every other service's port is unnamed.</summary>
    public const string PortName = "web";

    private static readonly string[] Verbs = ["get", "create", "update", "patch", "delete"];

    public static IReadOnlyList<Identity> Identities { get; } =
    [
        new("no token", Credential.NoToken, Holding.Nothing),
        new("garbled token", Credential.GarbledToken, Holding.EveryVerb),
        new("expired token", Credential.ExpiredToken, Holding.EveryVerb),
        new("without a grant", Credential.ValidToken, Holding.Nothing),
        .. Verbs.Select(verb => new Identity($"only {verb}", Credential.ValidToken, Holding.OneVerb, verb)),
        new("any verb", Credential.ValidToken, Holding.EveryVerb),
        new("bound in another namespace", Credential.ValidToken, Holding.GetInOtherNamespace),
        new("edit", Credential.ValidToken, Holding.EditInNamespace),
        new("view", Credential.ValidToken, Holding.ViewInNamespace),
        new("cluster-admin by a RoleBinding", Credential.ValidToken, Holding.ClusterAdminInNamespace),
    ];

    public static IReadOnlyList<CallMethod> Methods { get; } =
        [.. new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", CallMethod.Upgrade }.Select(name => new CallMethod(name))];

    public static IReadOnlyList<Spelling> Spellings { get; } =
    [
        new("name", null, null),
        new("name:", null, ""),
        new("name:port", null, Port.ToString(CultureInfo.InvariantCulture)),
        new("name:portname", null, PortName),
        new("http:name:port", "http", Port.ToString(CultureInfo.InvariantCulture)),
        new("https:name:port", "https", Port.ToString(CultureInfo.InvariantCulture)),
    ];

    public static IReadOnlyList<Target> Targets { get; } =
    [
        new("granted service", Backend.GrantedService, Granted),
        new("neighbour", Backend.Neighbour, "hello-neighbour"),
        new("same name in another namespace", Backend.OtherNamespace, Granted),
        new("pods/proxy", Backend.PodsProxy, ""),
        new("missing service", Backend.MissingService, "no-such-service"),
        new("service without endpoints", Backend.NoEndpoints, "hello-empty"),
        new("ExternalName service", Backend.ExternalName, "hello-external"),
    ];
}
