using System.Globalization;
using System.Text;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>What Kubernetes and Prometheus ask for.</summary>
internal static class ProbeEndpoints
{
    // https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
    private const string MetricsType = "text/plain; version=0.0.4; charset=utf-8";

    public static void Add(Routes routes, RequestCounters counters)
    {
        routes.Exact("/healthz", context => Reply.TextAsync(context, StatusCodes.Status200OK, "ok"));
        routes.Exact("/metrics", async context =>
            await Reply.BytesAsync(context, StatusCodes.Status200OK, MetricsType, Encoding.UTF8.GetBytes(Metrics(counters))));
    }

    private static string Metrics(RequestCounters counters)
    {
        var text = new StringBuilder();
        Head(text, "hello_requests_total", "counter", "Requests answered, by method and status code.");
        foreach (var (method, code, count) in counters.Read())
            Line(text, $"hello_requests_total{{method=\"{method}\",code=\"{code}\"}} {count}");

        Head(text, "hello_build_info", "gauge", "Always 1; the labels name the build.");
        Line(text, $"hello_build_info{{version=\"{ServerOptions.Version}\",runtime=\"{Environment.Version}\"}} 1");

        var started = new DateTimeOffset(StartTime.Value).ToUnixTimeMilliseconds() / 1000.0;
        Head(text, "process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.");
        Line(text, $"process_start_time_seconds {started:F3}");

        Head(text, "process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
        Line(text, $"process_cpu_seconds_total {Environment.CpuUsage.TotalTime.TotalSeconds:F3}");

        Head(text, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
        Line(text, $"process_resident_memory_bytes {Environment.WorkingSet}");
        return text.ToString();
    }

    private static readonly Lazy<DateTime> StartTime = new(() =>
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    });

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
