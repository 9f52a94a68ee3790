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

    /// <summary>All of them.</summary>
    /// <param name="isOwn">Whether this program wrote the page: only then may the styles and the script in it count.</param>
    public static IEnumerable<(string Name, string Value)> Of(bool isOwn) => Always.Append(("Content-Security-Policy", isOwn
        ? $"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; {NobodyElse}"
        : $"default-src 'none'; sandbox; {NobodyElse}"));
}
