using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Harness.Kubeconfigs;
using k8s;
using k8s.Autorest;

namespace Harness.Api;

/// <summary>The first call to the user's server: errors say what went wrong and how to fix it.</summary>
internal static class ServerGreeting
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(25);

    /// <summary>Reads a kubeconfig, and asks nobody.</summary>
    /// <exception cref="HarnessException">It is bad (exit code 2).</exception>
    public static (Kubeconfig Kubeconfig, ApiServerAddress Api) Read(ServerChoice choice)
    {
        var kubeconfig = choice.Kubeconfig is { } files
            ? Kubeconfig.ReadFile(files, choice.Context)
            : Kubeconfig.Parse(choice.Source, InCluster.ToYaml(), choice.Context);
        return (kubeconfig, KubeconfigAddress.Of(kubeconfig, choice.AllowsPlainHttp));
    }

    /// <summary>Reads a kubeconfig, and makes a client whose server has answered.</summary>
    /// <param name="choice">The kubeconfig, and what is chosen in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="first">What its requests pass through first; null for nothing.</param>
    /// <exception cref="HarnessException">
    /// The kubeconfig is bad (exit code 2); the server cannot be reached or trusted, or credentials are not accepted (exit code 3).
    /// </exception>
    public static async Task<(Kubernetes Client, ApiServerAddress Api, string Version)> ConnectAsync(
        ServerChoice choice, CancellationToken cancellationToken, DelegatingHandler? first = null)
    {
        var (kubeconfig, api) = Read(choice);
        if (choice.IsHere)
            api = api with { Proxy = null };
        var client = await ClientAsync(kubeconfig, api, choice.UserAgent, first, cancellationToken).ConfigureAwait(false);
        try
        {
            return (client, api, await VersionAsync(client, choice.Source, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>A client with a kubeconfig's credentials.</summary>
    /// <exception cref="HarnessException">They are malformed (exit code 2), expired or not to be had (exit code 3).</exception>
    public static async Task<Kubernetes> ClientAsync(
        Kubeconfig kubeconfig, ApiServerAddress api, string? userAgent, DelegatingHandler? first, CancellationToken cancellationToken)
    {
        var credentials = await ApiCredentials.OfAsync(kubeconfig, api, cancellationToken).ConfigureAwait(false);
        CredentialCheck.EnsureValid(credentials, kubeconfig.Title, api.Address, TimeProvider.System);
        return KubernetesClients.Create(api, credentials, Repeats.Usual, userAgent, first);
    }

    /// <summary>Asks the server for its version.</summary>
    /// <exception cref="HarnessException">The server cannot be reached or trusted, or refuses the credentials (exit code 3).</exception>
    public static async Task<string> VersionAsync(Kubernetes admin, string file, CancellationToken cancellationToken)
    {
        var server = admin.BaseUri.AbsoluteUri.TrimEnd('/');
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(AnswerTimeout);
        try
        {
            return (await admin.Version.GetCodeAsync(bound.Token).ConfigureAwait(false))?.GitVersion
                ?? throw new JsonException("no gitVersion");
        }
        catch (Exception failure) when (Words(failure, file, cancellationToken) is { } words)
        {
            throw HarnessException.Undecided($"{server} {words}", failure);
        }
    }

    /// <summary>What a failed first call means; null where nothing can be said of it.</summary>
    private static string? Words(Exception failure, string file, CancellationToken cancellationToken) => failure switch
    {
        HttpRequestException { InnerException: AuthenticationException another } when IsAnotherName(another) =>
            "cannot be trusted: its certificate is for another name than that of the address or tls-server-name in kubeconfig "
            + $"{file} ({another.Message}); correct the name, or another server answers there",
        HttpRequestException { InnerException: AuthenticationException untrusted } =>
            $"cannot be trusted: its certificate does not verify against the authority in kubeconfig {file} ({untrusted.Message}); "
            + "the certificate-authority-data is wrong, or another server answers there",
        HttpRequestException =>
            $"(kubeconfig {file}) cannot be reached: {failure.GetBaseException().Message}; is it running, and is its address right?",
        OperationCanceledException { InnerException: TimeoutException late } when !cancellationToken.IsCancellationRequested =>
            $"(kubeconfig {file}) cannot be reached: {late.Message}; is it running, and is its address right?",
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            $"(kubeconfig {file}) did not answer in {AnswerTimeout.TotalSeconds:0} s; is it running, and is its address right?",
        HttpOperationException { Response.StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused =>
            $"(kubeconfig {file}) refused the credentials: {(int)refused.Response.StatusCode} {refused.Response.StatusCode}; renew them",
        HttpOperationException other =>
            $"(kubeconfig {file}) answered /version with {(int)other.Response.StatusCode} {other.Response.StatusCode}"
            + $"{ServerFailure.Repeats(other)}; is it an API server, and ready?",
        JsonException =>
            $"(kubeconfig {file}) answered /version with 200, but not as an API server does; does another server answer there?",
        _ => null,
    };

    private static bool IsAnotherName(AuthenticationException failure) =>
        failure.Message.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal);
}
