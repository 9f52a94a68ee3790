using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Kubeconfigs;
using Harness.Processes;
using k8s.Authentication;

namespace Harness.Api;

/// <summary>What an exec plugin printed.</summary>
/// <param name="Token">Bearer token; null for none.</param>
/// <param name="CertificatePem">Client certificate; null for none.</param>
/// <param name="KeyPem">Its key.</param>
/// <param name="Until">When they expire; null for never.</param>
internal sealed record PrintedCredentials(string? Token, string? CertificatePem, string? KeyPem, DateTimeOffset? Until);

/// <summary>The credentials that a kubeconfig's exec plugin prints. It is run again when they are about to expire.</summary>
/// <param name="kubeconfig">The kubeconfig; its user has a plugin.</param>
/// <param name="api">The cluster, for a plugin that wants to know of it.</param>
/// <param name="time">The time.</param>
internal sealed class PluginCredentials(Kubeconfig kubeconfig, ApiServerAddress api, TimeProvider time) : ITokenProvider, IDisposable
{
    private const int ShownLength = 200;
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private PrintedCredentials? _printed;

    /// <summary>How long a plugin may take.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(60);

    private ExecPlugin Plugin => kubeconfig.User.Plugin!;

    /// <summary>What messages call it.</summary>
    public string Title => $"{kubeconfig.Title}: the exec plugin {Plugin.Command}";

    /// <summary>What the plugin printed last, or prints now if that has expired.</summary>
    /// <exception cref="HarnessException">It prints no credentials (exit code 3).</exception>
    public async Task<PrintedCredentials> GetAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_printed is null || _printed.Until - Early <= time.GetUtcNow())
                _printed = Read(await RunAsync(cancellationToken).ConfigureAwait(false));
            return _printed;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        new("Bearer", (await GetAsync(cancellationToken).ConfigureAwait(false)).Token
            ?? throw HarnessException.Undecided($"{Title} printed a token before, and none now"));

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        string? complaint = null;
        var environment = new Dictionary<string, string?>(Plugin.Environment) { ["KUBERNETES_EXEC_INFO"] = Told().ToJsonString() };
        try
        {
            var ended = await ProcessRunner.RunAsync(
                Plugin.Command, Plugin.Arguments, line => complaint ??= Shown(line), environment, closesInput: true,
                cancellationToken: bound.Token).ConfigureAwait(false);
            return ended.ExitCode == 0 ? ended.Output : throw HarnessException.Undecided(
                $"{Title} ended with exit code {ended.ExitCode.ToString(CultureInfo.InvariantCulture)}"
                + $"{(complaint is null ? "" : $": {complaint}")}; run it by hand to see why");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HarnessException.Undecided(
                $"{Title} did not end in {Deadline.TotalSeconds:0} s{(complaint is null ? "" : $"; it said: {complaint}")}");
        }
        catch (HarnessException missing) when (missing.InnerException is System.ComponentModel.Win32Exception cause)
        {
            var hint = Plugin.InstallHint is { } words ? Shown(words) : "install it, or put it on the PATH";
            throw HarnessException.Undecided($"{Title} could not be started: {cause.Message}; {hint}", missing);
        }
    }

    /// <summary>Source: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/</summary>
    private JsonObject Told()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (Plugin.WantsCluster)
        {
            spec["cluster"] = new JsonObject
            {
                ["server"] = kubeconfig.Cluster.Server,
                ["tls-server-name"] = kubeconfig.Cluster.TlsServerName,
                ["certificate-authority-data"] = api.Authorities is { } known
                    ? Convert.ToBase64String(Encoding.ASCII.GetBytes(known.ExportCertificatePems()))
                    : null,
                ["proxy-url"] = kubeconfig.Cluster.ProxyUrl,
                ["config"] = kubeconfig.Cluster.PluginConfig?.DeepClone(),
            };
        }

        return new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = Plugin.ApiVersion, ["spec"] = spec };
    }

    private PrintedCredentials Read(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            var root = json.RootElement;
            if (Text(root, "kind") != "ExecCredential" || Text(root, "apiVersion") != Plugin.ApiVersion)
                throw Refused($"printed no ExecCredential of {Plugin.ApiVersion}");
            var status = root.TryGetProperty("status", out var found) ? found : default;
            var certificate = Text(status, "clientCertificateData");
            var printed = new PrintedCredentials(
                Text(status, "token"), certificate, Text(status, "clientKeyData"), Earlier(Until(status), EndOf(certificate)));
            if (printed is { Token: null, CertificatePem: null } || printed.CertificatePem is null != printed.KeyPem is null)
                throw Refused("printed neither a token nor a certificate with its key");
            return printed.Token?.Any(char.IsControl) == true ? throw Refused("printed a token with a control character") : printed;
        }
        catch (JsonException)
        {
            throw Refused("printed something other than JSON"); // not what: it may hold a secret
        }

        HarnessException Refused(string what) => HarnessException.Undecided($"{Title} {what}; run it by hand to see why");
    }

    private DateTimeOffset? Until(JsonElement status) => Text(status, "expirationTimestamp") switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) => until,
        _ => throw HarnessException.Undecided($"{Title} printed an expirationTimestamp that is no time; run it by hand to see why"),
    };

    /// <summary>When a certificate expires; null for none, and for one that cannot be read, which is told where it is used.</summary>
    private static DateTimeOffset? EndOf(string? certificatePem)
    {
        try
        {
            using var certificate = certificatePem is null ? null : X509Certificate2.CreateFromPem(certificatePem);
            return certificate?.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Shown(string line)
    {
        var plain = new string([.. line.Where(c => !char.IsControl(c))]).Trim();
        return plain.Length == 0 ? null : plain.Length <= ShownLength ? plain : plain[..ShownLength] + "…";
    }
}
