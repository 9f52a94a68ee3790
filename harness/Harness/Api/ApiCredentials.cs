using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Harness.Kubeconfigs;
using k8s.Authentication;

namespace Harness.Api;

/// <summary>By what a client proves who calls, and whom the caller acts as. Nothing in it prints a secret.</summary>
internal sealed record ApiCredentials
{
    /// <summary>The client certificate with its key, and what follows it in its chain; null for none.</summary>
    public X509Certificate2Collection? Certificates { get; init; }

    /// <summary>The plugin that printed the certificate, and prints the next one when it expires; null where none did.</summary>
    public PluginCredentials? Plugin { get; init; }

    /// <summary>Where tokens come from; null for none.</summary>
    public ITokenProvider? Token { get; init; }

    /// <summary>Name for basic authentication; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>Whom the caller acts as; null for nobody else.</summary>
    public Impersonation? As { get; init; }

    /// <summary>The credentials of a kubeconfig's user; an exec plugin is run for them.</summary>
    /// <param name="kubeconfig">The kubeconfig.</param>
    /// <param name="api">Its cluster.</param>
    /// <param name="cancellationToken">Ends the plugin.</param>
    /// <param name="time">By which what it prints expires; null for the system's.</param>
    /// <exception cref="HarnessException">They are malformed (exit code 2), or the plugin gives none (exit code 3).</exception>
    public static async Task<ApiCredentials> OfAsync(
        Kubeconfig kubeconfig, ApiServerAddress api, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        var user = kubeconfig.User;
        var plugin = user.Plugin is null ? null : new PluginCredentials(kubeconfig, api, time ?? TimeProvider.System);
        var printed = plugin is null ? null : await plugin.GetAsync(cancellationToken).ConfigureAwait(false);
        return new ApiCredentials
        {
            Certificates = Certificate(kubeconfig.Title, user, printed),
            Plugin = printed?.CertificatePem is null ? null : plugin,
            Token = TokenOf(kubeconfig, printed?.Token is null ? null : plugin),
            Username = user.Username,
            // The client takes a name without a password for none.
            Password = user.Username is null ? null : user.Password ?? "",
            As = user.As,
        };
    }

    /// <summary>Credentials of a certificate alone.</summary>
    /// <exception cref="HarnessException">It cannot be read (exit code 2).</exception>
    public static ApiCredentials OfCertificate(string title, string certificatePem, string keyPem) =>
        new() { Certificates = Certificate(title, certificatePem, keyPem) };

    /// <summary>The same with what the plugin prints now.</summary>
    /// <exception cref="HarnessException">It prints no credentials, or bad ones.</exception>
    public ApiCredentials With(PrintedCredentials printed) => printed is { CertificatePem: { } certificate, KeyPem: { } key }
        ? this with { Certificates = Certificate(Plugin!.Title, certificate, key) }
        : throw HarnessException.Undecided($"{Plugin!.Title} printed a certificate before, and none now");

    /// <summary>Has a handler present the certificate, whatever authorities the server names.</summary>
    public void SetUp(SocketsHttpHandler handler)
    {
        if (Certificates is [var own, ..])
        {
            handler.SslOptions.ClientCertificateContext =
                SslStreamCertificateContext.Create(own, [.. Certificates.Skip(1)], offline: true);
        }

        if (As is not null)
            handler.RequestHeaderEncodingSelector = (name, _) => ImpersonatingHandler.EncodingOf(name);
    }

    /// <inheritdoc/>
    public override string ToString() => "(credentials)";

    private static ITokenProvider? TokenOf(Kubeconfig kubeconfig, PluginCredentials? plugin) => kubeconfig.User switch
    {
        { TokenFile: { } file } => TokenFile.Open(kubeconfig.Title, file, kubeconfig.User.Token),
        { Token: { } token } => new FixedToken(new BearerToken(token)),
        _ => plugin,
    };

    private static X509Certificate2Collection? Certificate(string title, KubeconfigUser user, PrintedCredentials? printed) =>
        printed is { CertificatePem: { } certificate, KeyPem: { } key } ? Certificate(title, certificate, key)
        : user is { CertificatePem: { } own, KeyPem: { } ownKey } ? Certificate(title, own, ownKey)
        : null;

    private static X509Certificate2Collection Certificate(string title, string certificatePem, string keyPem)
    {
        try
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPem(certificatePem);
            return [X509Certificate2.CreateFromPem(certificatePem, keyPem), .. chain.Skip(1)];
        }
        catch (Exception malformed) when (malformed is CryptographicException or ArgumentException)
        {
            throw HarnessException.BadInput(
                $"{title}: the client certificate or its key cannot be read: {malformed.Message.ReplaceLineEndings(" ")}", malformed);
        }
    }
}
