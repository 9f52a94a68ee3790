using System.Text.Json;
using Harness.Proxying;

namespace Harness.Scenarios.Federation;

/// <summary>
/// What a Prometheus says about itself. Source: https://prometheus.io/docs/prometheus/latest/querying/api/
/// </summary>
/// <param name="address">Where it listens.</param>
internal sealed class PrometheusApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <summary>Whether it accepts queries.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("/-/ready", UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>The values that a label has in the newest samples of a metric.</summary>
    public async Task<IReadOnlyList<string>> LabelsAsync(string metric, string label, CancellationToken cancellationToken)
    {
        var data = await GetAsync($"/api/v1/query?query={Uri.EscapeDataString($"count by ({label}) ({metric})")}", cancellationToken);
        var values = from sample in data.GetProperty("result").EnumerateArray()
                     select sample.GetProperty("metric").TryGetProperty(label, out var value) ? value.GetString()! : "";
        return [.. values.Order(StringComparer.Ordinal)];
    }

    /// <summary>The only target of a job, as last scraped; null for the first seconds, until Prometheus has picked it up.</summary>
    public async Task<Target?> TargetAsync(string job, CancellationToken cancellationToken)
    {
        var data = await GetAsync("/api/v1/targets?state=active", cancellationToken);
        var targets = from target in data.GetProperty("activeTargets").EnumerateArray()
                      where target.GetProperty("scrapePool").GetString() == job
                      select new Target(
                          target.GetProperty("health").GetString()!,
                          new Uri(target.GetProperty("scrapeUrl").GetString()!),
                          target.GetProperty("lastScrape").GetDateTimeOffset(),
                          target.GetProperty("lastError").GetString()!);
        return targets.SingleOrDefault();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string url, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await _http.GetStringAsync(new Uri(url, UriKind.Relative), cancellationToken));
        return json.RootElement.GetProperty("data").Clone();
    }
}

/// <summary>A target of a Prometheus.</summary>
/// <param name="Health"><c>up</c>, <c>down</c> or <c>unknown</c>.</param>
/// <param name="Url">What is scraped.</param>
/// <param name="LastScrape">When the last scrape began.</param>
/// <param name="LastError">Why it failed; empty when it did not.</param>
internal sealed record Target(string Health, Uri Url, DateTimeOffset LastScrape, string LastError)
{
    private const string StatusError = "server returned HTTP status ";

    /// <summary>The HTTP status of the last scrape; null if it got no answer in time.</summary>
    public int? Status => (Health, LastError) switch
    {
        ("up", _) => 200,
        (_, var error) when error.StartsWith(StatusError, StringComparison.Ordinal) => int.Parse(
            error[StatusError.Length..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The answer to the last scrape.</summary>
    public Verdict Verdict
    {
        get
        {
            var kind = Status switch
            {
                401 => VerdictKind.Unauthenticated,
                403 => VerdictKind.Forbidden,
                null or 429 or >= 500 => VerdictKind.Failed,
                _ => VerdictKind.Allowed,
            };
            var call = new CallEvidence { Method = "GET", Url = Url.PathAndQuery, Caller = "the central Prometheus", Status = Status };
            return new Verdict(
                kind, Status is null ? call with { Error = LastError } : call with { Message = LastError.Length == 0 ? null : LastError });
        }
    }

    /// <inheritdoc/>
    public override string ToString() => LastError.Length == 0 ? Health : $"{Health}: {LastError}";
}
