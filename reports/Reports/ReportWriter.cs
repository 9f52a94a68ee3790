using Harness.Files;
using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Reports;

/// <summary>Writes every report of a run into its folder.</summary>
public static class ReportWriter
{
    /// <summary>One exporter for each format.</summary>
    public static IReadOnlyList<IReportExporter> Exporters { get; } =
    [
        new MarkdownReport(),
        new HtmlReport(),
        new JUnitReport(),
        new JsonReport(),
        new CsvReport(),
        new MetricsReport(),
        MarkdownReport.Comment,
        new GitHubAnnotations(),
    ];

    /// <summary>Writes the reports from the run's results so far.</summary>
    /// <returns>The reports' paths.</returns>
    /// <exception cref="HarnessException">The results are malformed, or a report could not be written.</exception>
    public static IReadOnlyList<string> WriteAll(RunFolder run) => WriteAll(ReadInput(run), run.FullPath);

    /// <summary>Writes the reports into a folder, each whole or not at all.</summary>
    /// <returns>The reports' paths.</returns>
    /// <exception cref="HarnessException">A report could not be written.</exception>
    public static IReadOnlyList<string> WriteAll(ReportInput input, string folder)
    {
        // Side by side, since a person may be waiting: report.html alone takes as long as all others together.
        return Task.WhenAll(Exporters.Select(exporter => Task.Run(() => Write(exporter, input, folder)))).GetAwaiter().GetResult();
    }

    /// <summary>Reads what the reports of a run are made from.</summary>
    /// <exception cref="HarnessException">The results are malformed.</exception>
    public static ReportInput ReadInput(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var results = run.Load();
        var (report, all) = (RunReports.Of(results), RunHistory.Read(Path.GetDirectoryName(run.FullPath)!).Without(run.Id));
        var before = all.Previous(report);
        return new ReportInput(results)
        {
            ReadAttachment = run.ReadAttachment,
            HasAttachment = run.HasAttachment,
            Files = run.AttachedFiles(),
            History = all,
            ComparedWith = before is null ? null : RunComparison.Of(before, report, all),
        };
    }

    private static string Write(IReportExporter exporter, ReportInput input, string folder)
    {
        var path = Path.Combine(folder, exporter.FileName);
        WholeFile.WriteText(path, writer => exporter.Write(input, writer));
        return path;
    }
}
