using Harness.Reports.History;

namespace Harness.Reports;

/// <summary>report.json, for programs, and for the runs after this one.</summary>
internal sealed class JsonReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "report.json";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer) => RunReportFile.Write(input.Report, writer);
}
