using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HelloApp;

/// <summary>As whom a command calls, trusting whom.</summary>
/// <param name="TokenFile">File with a bearer token; null for none.</param>
/// <param name="User">Name and password for basic authentication, with a colon between them; null for none.</param>
/// <param name="CaFile">PEM file with the only authorities to trust; null for the system's.</param>
internal sealed record Caller(string? TokenFile = null, string? User = null, string? CaFile = null)
{
    /// <summary>Whether an option is one of a caller's.</summary>
    public static bool Knows(string option) => option is "--token-file" or "--user" or "--ca-file";

    /// <summary>Reads the caller's options among a command's.</summary>
    /// <exception cref="FormatException">They do not go together, or are malformed.</exception>
    public static Caller From(IReadOnlyDictionary<string, string> options)
    {
        var caller = new Caller(
            options.GetValueOrDefault("--token-file"), options.GetValueOrDefault("--user"), options.GetValueOrDefault("--ca-file"));
        if (caller is { TokenFile: not null, User: not null })
            throw new FormatException("--token-file and --user contradict each other");
        if (caller.User?.Contains(':', StringComparison.Ordinal) == false)
            throw new FormatException("--user is not NAME:PASSWORD");
        return caller;
    }

    /// <summary>The header that goes with every request; null for none.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizationAsync()
    {
        if (User is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(User)));
        return TokenFile is null ? null : new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(TokenFile)).Trim());
    }

    /// <summary>Trusts the given authorities and nobody else; the system's where none are given.</summary>
    public SslClientAuthenticationOptions Tls()
    {
        var options = new SslClientAuthenticationOptions();
        if (CaFile is null)
            return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(CaFile);
        return options;
    }
}
