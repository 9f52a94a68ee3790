using System.Net;
using Harness.Kubeconfigs;
using k8s;

namespace Harness.Api;

/// <summary>
/// Makes every client of an API server. The official one's own TLS callback lets a certificate of the cluster's authority pass for
/// any name, so that it is told of neither authorities nor certificates: its handler is set up as that of all other clients.
/// Source: https://github.com/kubernetes-client/csharp/blob/master/src/KubernetesClient/Kubernetes.ConfigInit.cs
/// </summary>
public static class KubernetesClients
{
    /// <summary>A client for a caller with a token. What it is answered is evidence: nothing is tried again.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="token">The caller's token; null for none.</param>
    public static Kubernetes Create(ApiServerAddress api, BearerToken? token) =>
        Create(api, new ApiCredentials { Token = token is null ? null : new FixedToken(token) }, repeats: null);

    /// <summary>A client for whom a kubeconfig is written. What it is answered is evidence: nothing is tried again.</summary>
    /// <param name="yaml">The kubeconfig.</param>
    /// <param name="proxy">The proxy on the way, where the kubeconfig and the environment are not to decide; null for none.</param>
    /// <param name="cancellationToken">Ends an exec plugin.</param>
    /// <exception cref="HarnessException">The kubeconfig is bad (exit code 2), or gives no credentials (exit code 3).</exception>
    public static async Task<Kubernetes> FromKubeconfigAsync(string yaml, IWebProxy? proxy, CancellationToken cancellationToken)
    {
        var kubeconfig = Kubeconfig.Parse("as written", yaml, null);
        var api = KubeconfigAddress.Of(kubeconfig, allowsPlainHttp: false) with { Proxy = proxy };
        return Create(api, await ApiCredentials.OfAsync(kubeconfig, api, cancellationToken).ConfigureAwait(false), repeats: null);
    }

    /// <summary>A client with whatever credentials.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="credentials">The caller's credentials, and whom the caller acts as.</param>
    /// <param name="userAgent">What the client calls itself; null for the library's own name.</param>
    /// <param name="repeats">How calls are tried again; null for not at all.</param>
    /// <param name="first">What requests pass through first; null for nothing.</param>
    /// <param name="server">Answers in the place of a server; null for a real one.</param>
    internal static Kubernetes Create(
        ApiServerAddress api, ApiCredentials credentials, Repeats? repeats, string? userAgent = null, DelegatingHandler? first = null,
        DelegatingHandler? server = null)
    {
        var configuration = new KubernetesClientConfiguration
        {
            Host = api.Address.AbsoluteUri.TrimEnd('/'),
            TokenProvider = credentials.Token,
            Username = credentials.Username,
            Password = credentials.Password,
            // Several groups need lines of their own, which HTTP/2 would not give them.
            DisableHttp2 = credentials.As is not null,
            FirstMessageHandlerSetup = handler =>
            {
                api.SetUp(handler);
                credentials.SetUp(handler);
            },
        };
        if (userAgent is not null)
            configuration.UserAgent = userAgent;
        return new Kubernetes(configuration, [.. Handlers(api, credentials, repeats, first, server)]);
    }

    private static IEnumerable<DelegatingHandler> Handlers(
        ApiServerAddress api, ApiCredentials credentials, Repeats? repeats, DelegatingHandler? first, DelegatingHandler? server)
    {
        if (first is not null)
            yield return first;
        if (credentials.As is { } somebody)
            yield return new ImpersonatingHandler(somebody);
        if (repeats is not null)
            yield return new RepeatingHandler(repeats);
        yield return new BoundedAnswers();
        yield return new OneServerHandler(api);
        if (server is not null)
            yield return server;
        else if (credentials.Plugin is not null)
            yield return new RenewedCertificate(api, credentials);
    }
}
