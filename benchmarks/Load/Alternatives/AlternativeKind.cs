using Harness.Load.Ladder;
using Harness.Workloads;

namespace Harness.Load.Alternatives;

/// <summary>The ways that people use instead of the API server's proxy: each is compared with the direct one and with the proxy.</summary>
internal static class AlternativeKind
{
    /// <summary>bcrypt's cost of the passwords: the least, so that figures tell what the ways cost, and not what a hash does.</summary>
    public const int PasswordCost = BasicCredentials.LeastCost;

    private const string Password = "a password, bcrypt cost 4, for each request";

    /// <summary>Past everything.</summary>
    public static RungKind Direct { get; } = RungKind.Direct with { Against = null, Needs = "nobody is authenticated" };

    /// <summary>Through the API server.</summary>
    public static RungKind Proxy { get; } = RungKind.Proxy with
    {
        Against = Direct,
        Needs = "the API server checks a token and a grant for each request; nothing runs beside it",
    };

    /// <summary>nginx that lets everybody through: what passing on costs.</summary>
    public static RungKind Nginx { get; } =
        Of("nginx", "nginx stand-alone: open", "nobody is authenticated; a pod of nginx for the service");

    /// <summary>nginx on its own, in front of the same pod.</summary>
    public static RungKind Guarded { get; } =
        Of("guarded", "nginx stand-alone", $"nginx checks {Password}; a pod of nginx for the service");

    /// <summary>nginx in the application's pod, which is therefore another one.</summary>
    public static RungKind Sidecar { get; } =
        Of("sidecar", "nginx sidecar", $"nginx checks {Password}; a container in each of the application's pods");

    /// <summary>An ingress controller that asks for a password.</summary>
    public static RungKind Ingress { get; } =
        Of("ingress", "ingress", $"the ingress controller checks {Password}; a controller in the cluster");

    /// <summary>kubectl, which forwards connections.</summary>
    public static RungKind PortForward { get; } = Of(
        "port-forward", "kubectl port-forward",
        "the API server checks a token and a grant once; a kubectl beside each client, and a grant on pods/portforward");

    /// <summary>kubectl, which passes requests on to the API server's proxy.</summary>
    public static RungKind KubectlProxy { get; } = Of(
        "kubectl-proxy", "kubectl proxy",
        "the API server checks kubectl's token and a grant for each request; a kubectl beside each client, open to all its users");

    private static RungKind Of(string id, string name, string needs) => new(id, name, Direct) { AlsoAgainst = Proxy, Needs = needs };
}
