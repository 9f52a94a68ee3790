using Harness.Kubeconfigs;
using Harness.Load.Engine;
using k8s;

namespace Harness.Api;

/// <summary>
/// A kubeconfig's user, as whom load is sent: its token or its client certificate, and the API server's address. Nothing is made for it on
/// the cluster.
/// </summary>
public sealed class ApiCaller : IDisposable
{
    private readonly ApiCredentials _credentials;

    private ApiCaller(IKubernetes client, ApiServerAddress api, string version, ApiCredentials credentials, string source) =>
        (Client, Api, Version, _credentials, Source) = (client, api, version, credentials, source);

    /// <summary>Asks the API server as this user.</summary>
    public IKubernetes Client { get; }

    /// <summary>The API server.</summary>
    public ApiServerAddress Api { get; }

    /// <summary>Its version, e.g. <c>v1.31.5</c>.</summary>
    public string Version { get; }

    /// <summary>What messages call the kubeconfig.</summary>
    public string Source { get; }

    /// <summary>Connects, and checks that load can be sent in this user's name.</summary>
    /// <param name="kubeconfig">One file, or several as <c>KUBECONFIG</c> has them.</param>
    /// <param name="context">Context in it; null for its current one.</param>
    /// <param name="allowsPlainHttp">Whether an address on loopback may do without TLS.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">
    /// The kubeconfig is bad, or has what load cannot be sent with (exit code 2); the server cannot be reached or trusted (exit code 3).
    /// </exception>
    public static async Task<ApiCaller> ConnectAsync(
        string kubeconfig, string? context, bool allowsPlainHttp, CancellationToken cancellationToken)
    {
        var choice = new ServerChoice(kubeconfig, context) { AllowsPlainHttp = allowsPlainHttp };
        var read = Kubeconfig.ReadFile(kubeconfig, context);
        var api = KubeconfigAddress.Of(read, allowsPlainHttp);
        var credentials = await ApiCredentials.OfAsync(read, api, cancellationToken).ConfigureAwait(false);
        EnsureSendable(read.Title, api, credentials);
        var (client, _, version) = await ServerGreeting.ConnectAsync(choice, cancellationToken).ConfigureAwait(false);
        return new ApiCaller(client, api, version, credentials, read.Title);
    }

    /// <summary>What is asked for on the API server, in this user's name, with a token as it is now.</summary>
    /// <param name="pathAndQuery">Escaped, with its leading slash.</param>
    /// <param name="cancellationToken">Ends an exec plugin.</param>
    public async Task<HttpTarget> TargetAsync(string pathAndQuery, CancellationToken cancellationToken) =>
        new(Api.UrlOf(pathAndQuery), "")
        {
            Authorization = _credentials.Token is { } token
                ? await token.GetAuthenticationHeaderAsync(cancellationToken).ConfigureAwait(false)
                : null,
            Authorities = Api.Authorities,
            ServerName = Api.ServerName,
            ClientCertificates = _credentials.Certificates,
        };

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    /// <summary>What the engine does not do is refused by its name, rather than left out.</summary>
    private static void EnsureSendable(string title, ApiServerAddress api, ApiCredentials credentials)
    {
        var unable = credentials switch
        {
            { As: not null } => "acts as somebody else (as): give a kubeconfig of that user's own",
            { Token: null, Certificates: null, Username: not null } => "has a name and a password: give one with a token or a certificate",
            _ when api.Proxy is { } proxy && !proxy.IsBypassed(api.Address) =>
                "reaches the API server through a proxy, which would be measured with it: run this where none is needed",
            _ => null,
        };
        if (unable is not null)
            throw HarnessException.BadInput($"{title} {unable}");
    }
}
