using Harness.Reports.Rows;

namespace Harness.Reports;

/// <summary>benchmarks.csv, for spreadsheets and statistics programs: a row for every round of every benchmark.</summary>
internal sealed class CsvReport : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "benchmarks.csv";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        writer.Write(CsvWriter.Row(RoundRow.Columns));
        foreach (var row in input.Results.Benchmarks.SelectMany(RoundRows.Of))
            writer.Write(CsvWriter.Row(row.Fields(input.Results.Manifest.Id)));
    }
}
