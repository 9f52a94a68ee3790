using System.Globalization;

namespace Harness.Api;

/// <summary>Finds an expired client certificate before the server's bare "Unauthorized" leaves the reader guessing.</summary>
internal static class CredentialCheck
{
    /// <summary>Checks the client certificate, where there is one.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="title">What messages call the kubeconfig.</param>
    /// <param name="server">Whom they are for.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="HarnessException">It has expired, or is not valid yet (exit code 3).</exception>
    public static void EnsureValid(ApiCredentials credentials, string title, Uri server, TimeProvider time)
    {
        if (credentials.Certificates is not [var certificate, ..])
            return;
        var now = time.GetUtcNow();
        if (certificate.NotAfter.ToUniversalTime() <= now)
            throw Invalid("expired", certificate.NotAfter);
        if (certificate.NotBefore.ToUniversalTime() > now)
            throw Invalid("is not valid before", certificate.NotBefore);

        HarnessException Invalid(string what, DateTime when) => HarnessException.Undecided(
            $"{title}: the client certificate of \"{certificate.Subject}\" for {server.GetLeftPart(UriPartial.Path).TrimEnd('/')} {what} "
            + $"{when.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture)}; renew it");
    }
}
