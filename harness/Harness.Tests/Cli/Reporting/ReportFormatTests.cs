using Harness.Cli.Options;
using Harness.Reports;

namespace Harness.Tests.Cli.Reporting;

internal sealed class ReportFormatTests
{
    private static readonly string[] Files = [.. ReportWriter.Exporters.Select(exporter => exporter.FileName)];

    [TestCaseSource(nameof(Files))]
    public void Every_report_can_be_printed_by_itself(string file) =>
        Enum.GetValues<ReportFormat>().Select(ReportFormats.FileOf).ShouldContain(file);
}
