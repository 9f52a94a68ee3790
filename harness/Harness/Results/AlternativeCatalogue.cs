namespace Harness.Results;

/// <summary>The comparison of alternatives: what is compared, and what is asked of each, in the order in which reports show it.</summary>
public static class AlternativeCatalogue
{
    /// <summary>An ingress controller that asks for a password.</summary>
    public const string Ingress = "ingress controller";

    /// <summary>A reverse proxy on its own.</summary>
    public const string ReverseProxy = "reverse proxy";

    /// <summary>The same in every pod.</summary>
    public const string Sidecar = "sidecar";

    /// <summary>The pattern that this project is about.</summary>
    public const string ApiServer = "API server's proxy";

    /// <summary>The same, where admission looks at each call's path.</summary>
    public const string AdmissionByPath = "the proxy, and admission by path";

    /// <summary>The network lets only the API server through.</summary>
    public const string NetworkPolicy = "NetworkPolicy";

    /// <summary>A sidecar that asks the API server about each caller. Not tried.</summary>
    public const string RbacProxy = "kube-rbac-proxy";

    /// <summary>A proxy in each pod that knows its callers by certificate. Not tried.</summary>
    public const string ServiceMesh = "service mesh";

    /// <summary>Who finds out who is calling.</summary>
    public const string WhoAuthenticates = "who authenticates";

    /// <summary>What can be reached past it.</summary>
    public const string StaysOpen = "what stays open behind it";

    /// <summary>Whether it can allow some paths and no others.</summary>
    public const string TellsPaths = "single paths";

    /// <summary>Memory that it takes.</summary>
    public const string Memory = "memory";

    /// <summary>Processor time that it takes.</summary>
    public const string Cpu = "processor time for each request";

    /// <summary>How long a caller waits.</summary>
    public const string Latency = "median latency, one connection";

    /// <summary>Where it ends.</summary>
    public const string CannotDo = "what it cannot do";

    /// <summary>The alternatives.</summary>
    public static IReadOnlyList<string> Alternatives { get; } =
        [Ingress, ReverseProxy, Sidecar, ApiServer, AdmissionByPath, NetworkPolicy, RbacProxy, ServiceMesh];

    /// <summary>The questions.</summary>
    public static IReadOnlyList<string> Questions { get; } = [WhoAuthenticates, TellsPaths, StaysOpen, Memory, Cpu, Latency, CannotDo];
}
