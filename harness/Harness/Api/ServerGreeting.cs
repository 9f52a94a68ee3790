using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Harness.Api;

/// <summary>The first call to the user's server: errors say what went wrong and how to fix it.</summary>
internal static class ServerGreeting
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Reads a kubeconfig, and makes a client whose server has answered.</summary>
    /// <param name="file">The kubeconfig.</param>
    /// <param name="context">Context in it; null for its current one.</param>
    /// <param name="userAgent">What the client calls itself; null for the library's own name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="handlers">What its requests pass through.</param>
    /// <exception cref="HarnessException">
    /// The kubeconfig is bad (exit code 2); the server cannot be reached or trusted, or credentials are not accepted (exit code 3).
    /// </exception>
    public static async Task<(Kubernetes Client, ApiServerAddress Api, string Version)> ConnectAsync(
        string file, string? context, string? userAgent, CancellationToken cancellationToken, params DelegatingHandler[] handlers)
    {
        var kubeconfig = Kubeconfig.ReadFile(file, context);
        var configuration = kubeconfig.ClientConfiguration();
        configuration.UserAgent = userAgent;
        var client = kubeconfig.Reading(() =>
        {
            CredentialCheck.EnsureValid(configuration, file, TimeProvider.System);
            return new Kubernetes(configuration, handlers);
        });
        try
        {
            return (client, Kubeconfig.Address(configuration), await VersionAsync(client, file, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            client.Dispose();
            throw;
        }
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
            return (await admin.Version.GetCodeAsync(bound.Token).ConfigureAwait(false)).GitVersion;
        }
        catch (Exception failure) when (Words(failure, file, cancellationToken) is { } words)
        {
            throw HarnessException.Undecided($"{server} {words}", failure);
        }
    }

    /// <summary>What a failed first call means; null where nothing can be said of it.</summary>
    private static string? Words(Exception failure, string file, CancellationToken cancellationToken) => failure switch
    {
        HttpRequestException { InnerException: AuthenticationException untrusted } =>
            $"cannot be trusted: its certificate does not verify against the authority in kubeconfig {file} ({untrusted.Message}); "
            + "the certificate-authority-data is wrong, or another server answers there",
        HttpRequestException =>
            $"(kubeconfig {file}) cannot be reached: {failure.GetBaseException().Message}; is it running, and is its address right?",
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            $"(kubeconfig {file}) did not answer in {AnswerTimeout.TotalSeconds:0} s; is it running, and is its address right?",
        HttpOperationException { Response.StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused =>
            $"(kubeconfig {file}) refused the credentials: {(int)refused.Response.StatusCode} {refused.Response.StatusCode}; renew them",
        HttpOperationException other =>
            $"(kubeconfig {file}) answered /version with {(int)other.Response.StatusCode} {other.Response.StatusCode}; is it "
            + "an API server, and ready?",
        JsonException =>
            $"(kubeconfig {file}) answered /version with 200, but not as an API server does; does another server answer there?",
        _ => null,
    };
}
