using Harness.Api;
using Harness.Proxying;

namespace Harness.Scenarios.Federation;

/// <summary>
/// The two configurations. Source: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ and
/// https://prometheus.io/docs/prometheus/latest/federation/
/// </summary>
internal static class PrometheusFiles
{
    public const string Configuration = "prometheus.yml";
    public const string Token = "token";
    public const string Authorities = "ca.crt";

    /// <summary>Scrapes hello-app in its own namespace, and labels each series with it.</summary>
    public static string OfNamespace(string ns) => $$"""
        global:
          scrape_interval: 1s
          external_labels: {namespace: "{{ns}}"}
        scrape_configs:
        - job_name: hello-app
          static_configs:
          - targets: ["hello-app.{{ns}}.svc:8080"]
        """;

    /// <summary>Fetches the series of each namespace's Prometheus through the API server's proxy, with the consumer's token.</summary>
    /// <param name="api">The only address that it calls.</param>
    /// <param name="sources">The proxy URL of each namespace's Prometheus.</param>
    /// <param name="folder">Where the token and the authorities are.</param>
    public static string OfCentral(ApiServerAddress api, IReadOnlyList<ServiceProxyUrl> sources, string folder) => $"""
        global:
          scrape_interval: 1s
        scrape_configs:
        {string.Join('\n', sources.Select(source => Job(api, source, folder)))}
        """;

    private static string Job(ApiServerAddress api, ServiceProxyUrl source, string folder)
    {
        var url = source.WithPath("federate").On(api.Address);
        List<string> tls =
        [
            .. api.Authorities is null ? Array.Empty<string>() : [$"""ca_file: "{folder}/{Authorities}" """],
            .. api.ServerName is null ? Array.Empty<string>() : [$"""server_name: "{api.ServerName}" """],
        ];
        return $$"""
            - job_name: "{{source.Namespace}}"
              honor_labels: true
              scheme: {{url.Scheme}}
              metrics_path: "{{url.AbsolutePath}}"
              params: {"match[]": ['{job="hello-app"}']}
              authorization: {credentials_file: "{{folder}}/{{Token}}"}
              tls_config: {{{string.Join(", ", tls)}}}
              static_configs:
              - targets: ["{{url.Host}}:{{url.Port}}"]
            """;
    }
}
