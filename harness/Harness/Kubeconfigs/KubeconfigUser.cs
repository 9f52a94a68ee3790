namespace Harness.Kubeconfigs;

/// <summary>
/// A user of a kubeconfig: each field that kubectl knows is honoured or refused.
/// Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
/// </summary>
internal sealed record KubeconfigUser
{
    /// <summary>Certificate and what follows it in its chain, as PEM; null for none.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>The certificate's key, as PEM.</summary>
    public string? KeyPem { get; init; }

    /// <summary>Bearer token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>File that holds the token, and later ones; null for none. It wins over <see cref="Token"/> while it can be read.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Name for basic authentication; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }

    /// <summary>Whom to act as; null for nobody else.</summary>
    public Impersonation? As { get; init; }

    /// <summary>Program that prints credentials; null for none.</summary>
    public ExecPlugin? Plugin { get; init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="HarnessException">
    /// A field is unknown, malformed, not supported or contradicts another, or a file that it names cannot be read (exit code 2).
    /// </exception>
    public static KubeconfigUser Read(KubeconfigFields fields, string? folder)
    {
        fields.Only(
            "client-certificate", "client-certificate-data", "client-key", "client-key-data", "token", "tokenFile", "username", "password",
            "as", "as-uid", "as-groups", "as-user-extra", "auth-provider", "exec", "extensions");
        EnsureConsistent(fields);
        return new KubeconfigUser
        {
            CertificatePem = PemField.Read(fields, "client-certificate", folder),
            KeyPem = PemField.Read(fields, "client-key", folder),
            Token = fields.Text("token") is { } token && token.Any(char.IsControl)
                ? throw fields.Refused("token", "has a line break or another control character; remove it")
                : fields.Text("token"),
            TokenFile = fields.Text("tokenFile") is { } file ? PemField.PathOf(file, folder) : null,
            Username = fields.Text("username"),
            Password = fields.Text("password"),
            As = Impersonation.Read(fields),
            Plugin = fields.Object("exec") is { } exec ? ExecPlugin.Read(exec, folder) : null,
        };
    }

    /// <summary>As kubectl does. Source: https://github.com/kubernetes/client-go/blob/v0.34.0/tools/clientcmd/validation.go</summary>
    private static void EnsureConsistent(KubeconfigFields fields)
    {
        if (fields.Has("auth-provider"))
            throw fields.Refused("auth-provider", "is not supported, nor by kubectl since 1.26; use an exec plugin or a token");
        foreach (var name in (string[])["client-certificate", "client-key"])
        {
            if (fields.Has(name) && fields.Has($"{name}-data"))
                throw fields.Refused(name, $"and {name}-data are both there; remove one of the two");
        }

        var hasCertificate = fields.Has("client-certificate") || fields.Has("client-certificate-data");
        if (hasCertificate != (fields.Has("client-key") || fields.Has("client-key-data")))
            throw fields.Refused(hasCertificate ? "client-key" : "client-certificate", "is missing; a certificate needs its key");
        if (fields.Has("username") && (fields.Has("token") || fields.Has("tokenFile")))
            throw fields.Refused("username", "and a token are both there; remove one of the two");
        if (fields.Has("password") && !fields.Has("username"))
            throw fields.Refused("username", "is missing; a password needs it");
    }
}
