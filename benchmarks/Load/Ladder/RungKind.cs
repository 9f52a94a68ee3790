namespace Harness.Load.Ladder;

/// <summary>A rung of the cost ladder: a name, and what it is one step longer than.</summary>
/// <param name="Id">Short, for the command line.</param>
/// <param name="Name">As results have it.</param>
/// <param name="Against">The rung that it is compared with, or that one's, where it is not measured; null for the first.</param>
public sealed record RungKind(string Id, string Name, RungKind? Against)
{
    /// <summary>The engine against the least server there can be, in this process: its own share.</summary>
    public static RungKind Stub { get; } = new("stub", "stub in this process", null);

    /// <summary>A pod by its own address: network and workload.</summary>
    public static RungKind Pod { get; } = new("pod", "pod address", Stub);

    /// <summary>The shortest way past the API server that every cluster has: a node port, or from a pod.</summary>
    public static RungKind Direct { get; } = new("direct", "direct", Pod);

    /// <summary>A node port with TLS.</summary>
    public static RungKind Https { get; } = new("https", "direct: HTTPS", Direct);

    /// <summary>A port that the container engine publishes on loopback: its user-land proxy.</summary>
    public static RungKind Published { get; } = new("published", "direct: published port", Direct);

    /// <summary>An answer that needs no storage: authentication and authorization, and TLS where no rung before has it.</summary>
    public static RungKind Version { get; } = new("version", "API server: /version", Https);

    /// <summary>Reading one Service.</summary>
    public static RungKind OneObject { get; } = new("object", "API server: one object", Version);

    /// <summary>The proxy, a port by its name.</summary>
    public static RungKind Proxy { get; } = new("proxy", "proxy", OneObject);

    /// <summary>The port by number instead.</summary>
    public static RungKind ByNumber { get; } = new("number", "proxy: port by number", Proxy);

    /// <summary>A connection to the API server for each request.</summary>
    public static RungKind Connection { get; } = new("connection", "proxy: connection a request", Proxy);

    /// <summary>One connection for all requests.</summary>
    public static RungKind Http2 { get; } = new("http2", "proxy: HTTP/2", Proxy);

    /// <summary>A ValidatingAdmissionPolicy judges each call's path.</summary>
    public static RungKind Admission { get; } = new("admission", "proxy: admission policy", Proxy);

    /// <summary>A webhook judges each call's path.</summary>
    public static RungKind Webhook { get; } = new("webhook", "proxy: admission webhook", Proxy);

    /// <summary>The same once more: the control.</summary>
    public static RungKind Again { get; } = new("again", "proxy: once more", Proxy) { IsControl = true };

    /// <summary>All, each after the one that it is compared with.</summary>
    public static IReadOnlyList<RungKind> All { get; } =
        [Stub, Pod, Direct, Https, Published, Version, OneObject, Proxy, ByNumber, Connection, Http2, Admission, Webhook, Again];

    /// <summary>Another rung that it is compared with; null for none.</summary>
    public RungKind? AlsoAgainst { get; init; }

    /// <summary>Who authenticates on this way, and what it needs besides; null where that is the same on all.</summary>
    public string? Needs { get; init; }

    /// <summary>Whether it is the same as the one it is compared with.</summary>
    public bool IsControl { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
