using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace HelloApp.Calling;

/// <summary>Makes one GET from where this program runs, as a consumer in the cluster does: with its mounted token and the cluster's CA.</summary>
internal static class CallCommand
{
    private const int NoAnswer = 1;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        CallOptions options;
        try
        {
            options = CallOptions.Parse(args);
        }
        catch (FormatException malformed)
        {
            return await Usage.RefuseAsync($"call: {malformed.Message}");
        }

        try
        {
            var result = await CallAsync(options);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, HelloJson.Default.CallResult));
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"hello-app: call: {options.Url}: {failure.GetBaseException().Message}");
            return NoAnswer;
        }
    }

    private static async Task<CallResult> CallAsync(CallOptions options)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, SslOptions = Tls(options.CaFile) };
        using var client = new HttpClient(handler) { Timeout = Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Url);
        if (options.TokenFile is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(options.TokenFile)).Trim());
        using var response = await client.SendAsync(request);
        return new CallResult((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Trusts the given authorities and nobody else; the system's where none are given.</summary>
    private static SslClientAuthenticationOptions Tls(string? caFile)
    {
        var options = new SslClientAuthenticationOptions();
        if (caFile is null)
            return options;
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(caFile);
        return options;
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body as text.</param>
internal sealed record CallResult(int Status, string Body);
