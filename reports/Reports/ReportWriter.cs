using Harness.Files;
using Harness.Results;

namespace Harness.Reports;

/// <summary>Writes every report of a run into its folder.</summary>
public static class ReportWriter
{
    /// <summary>One exporter for each format.</summary>
    public static IReadOnlyList<IReportExporter> Exporters { get; } = [new MarkdownReport(), new JUnitReport()];

    /// <summary>Writes the reports from the run's results so far.</summary>
    /// <returns>The reports' paths.</returns>
    /// <exception cref="HarnessException">The results are malformed, or a report could not be written.</exception>
    public static IReadOnlyList<string> WriteAll(RunFolder run) => WriteAll(run.Load(), run.FullPath);

    /// <summary>Writes the reports into a folder, each whole or not at all.</summary>
    /// <returns>The reports' paths.</returns>
    /// <exception cref="HarnessException">A report could not be written.</exception>
    public static IReadOnlyList<string> WriteAll(RunResults results, string folder) =>
        [.. Exporters.Select(exporter => Write(exporter, results, folder))];

    private static string Write(IReportExporter exporter, RunResults results, string folder)
    {
        var path = Path.Combine(folder, exporter.FileName);
        WholeFile.WriteText(path, writer => exporter.Write(results, writer));
        return path;
    }
}
