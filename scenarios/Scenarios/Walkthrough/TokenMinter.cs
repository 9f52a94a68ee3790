using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>
/// Makes service account tokens with the cluster's own signing key, for the one kind that the API server will not issue: an
/// expired token. Tokens are JWS, RS256 or ES256 (source: RFC 7515, RFC 7518 section 3).
/// </summary>
internal sealed class TokenMinter(string privateKeyPem)
{
    /// <summary>Where k3s, and the offline node like it, keep the key; newer k3s versions first.</summary>
    private static readonly string[] KeyFiles =
    [
        "/var/lib/rancher/k3s/server/tls/service.current.key",
        "/var/lib/rancher/k3s/server/tls/service.key",
    ];

    /// <summary>Null if the cluster's nodes cannot be read.</summary>
    public static async Task<TokenMinter?> TryCreateAsync(Scenario s)
    {
        foreach (var file in KeyFiles)
        {
            if (await s.Session.Cluster.ReadNodeFileAsync(file, s.Stop) is { } key)
                return new TokenMinter(key);
        }

        return null;
    }

    /// <summary>The same token with other times: valid until <paramref name="fromNow"/>.</summary>
    public BearerToken Mint(BearerToken sample, TimeSpan fromNow)
    {
        var parts = sample.Reveal().Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        var expires = TimeProvider.System.GetUtcNow() + fromNow;
        claims["exp"] = expires.ToUnixTimeSeconds();
        claims["iat"] = expires.AddMinutes(-20).ToUnixTimeSeconds();
        claims["nbf"] = expires.AddMinutes(-20).ToUnixTimeSeconds();
        var signed = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return new BearerToken($"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed)))}");
    }

    private byte[] Sign(byte[] data)
    {
        if (privateKeyPem.Contains("EC PRIVATE KEY", StringComparison.Ordinal))
        {
            using var ec = ECDsa.Create();
            ec.ImportFromPem(privateKeyPem);
            return ec.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(privateKeyPem);
        return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
