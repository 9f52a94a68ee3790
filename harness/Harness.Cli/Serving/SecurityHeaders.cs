using System.Net;

namespace Harness.Cli.Serving;

/// <summary>What every answer tells the browser not to do.</summary>
internal static class SecurityHeaders
{
    private const string NobodyElse = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"), // the address is a secret
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ];

    /// <summary>Adds them.</summary>
    public static void AddTo(HttpListenerResponse response, bool isOwn)
    {
        foreach (var (name, value) in Always)
            response.Headers[name] = value;
        response.Headers["Content-Security-Policy"] = isOwn
            ? $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; {NobodyElse}"
            : $"default-src 'none'; sandbox; {NobodyElse}";
    }
}
