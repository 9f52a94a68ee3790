using Harness.Reports;

namespace Harness.Cli.Options;

/// <summary>Which of a run's reports is printed.</summary>
internal enum ReportFormat
{
    /// <summary>report.md.</summary>
    Markdown,

    /// <summary>The same, by the ending of its name.</summary>
    Md,

    /// <summary>report.html.</summary>
    Html,

    /// <summary>junit.xml.</summary>
    JUnit,

    /// <summary>report.json.</summary>
    Json,

    /// <summary>benchmarks.csv.</summary>
    Csv,

    /// <summary>metrics.prom.</summary>
    OpenMetrics,

    /// <summary>annotations.txt.</summary>
    GitHub,

    /// <summary>comment.md.</summary>
    Comment,
}

/// <summary>Who writes it.</summary>
internal static class ReportFormats
{
    /// <summary>The exporter of a format.</summary>
    public static IReportExporter Exporter(this ReportFormat format)
    {
        var file = FileOf(format);
        return ReportWriter.Exporters.Single(exporter => exporter.FileName == file);
    }

    /// <summary>Its name in a run's folder.</summary>
    internal static string FileOf(ReportFormat format) => format switch
    {
        ReportFormat.Html => "report.html",
        ReportFormat.JUnit => "junit.xml",
        ReportFormat.Json => "report.json",
        ReportFormat.Csv => "benchmarks.csv",
        ReportFormat.OpenMetrics => "metrics.prom",
        ReportFormat.GitHub => "annotations.txt",
        ReportFormat.Comment => "comment.md",
        _ => "report.md",
    };
}
