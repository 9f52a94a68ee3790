using System.Text.Json;
using Harness.Reports.Headlines;
using Harness.Results;

namespace Harness.Reports;

/// <summary>report.json, for programs, and for the runs after this one.</summary>
internal sealed class JsonReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "report.json";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        writer.Write(JsonSerializer.Serialize(RunReports.Of(input.Results, input.Gate), ResultsJson.Options));
        writer.Write('\n');
    }
}
