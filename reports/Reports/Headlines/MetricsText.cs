using System.Globalization;
using System.Text;

namespace Harness.Reports.Headlines;

/// <summary>
/// OpenMetrics text that Prometheus' older text format takes as well: gauges alone, no units, exemplars or timestamps, help without
/// quotes. So a textfile collector, which reads the older one and refuses timestamps, takes the same file as a Pushgateway and a scrape.
/// </summary>
/// <remarks>
/// Sources: https://prometheus.io/docs/specs/om/open_metrics_spec/,
/// https://prometheus.io/docs/instrumenting/exposition_formats/, https://github.com/prometheus/node_exporter#textfile-collector.
/// </remarks>
internal sealed class MetricsText
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a gauge with its samples; nothing where all of them are without a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it is, in a sentence without quotes and line ends.</param>
    /// <param name="samples">Values, each with its labels.</param>
    public void Gauge(string name, string help, params IEnumerable<(double? Value, (string Name, string? Value)[] Labels)> samples)
    {
        var usable = samples.Where(sample => sample.Value is { } value && double.IsFinite(value)).ToList();
        if (usable.Count == 0)
            return;
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
        foreach (var (value, labels) in usable)
            _text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {value!.Value:R}\n");
    }

    /// <summary>The whole text, with its end.</summary>
    public override string ToString() => $"{_text}# EOF\n";

    private static string Braced((string Name, string? Value)[] labels)
    {
        var known = labels.Where(label => label.Value is not null).Select(label => $"{label.Name}=\"{Escaped(label.Value!)}\"");
        var all = string.Join(',', known);
        return all.Length == 0 ? "" : $"{{{all}}}";
    }

    private static string Escaped(string text) => PrintableText.Line(SecretMask.Of(text))
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
