namespace Harness.Reports;

/// <summary>Writes the report in one format from a run's results alone: no clock, no machine, no culture.</summary>
public interface IReportExporter
{
    /// <summary>The file's name in the run's folder, e.g. <c>report.md</c>.</summary>
    string FileName { get; }

    /// <summary>Writes the report; the same input gives the same bytes everywhere.</summary>
    void Write(ReportInput input, TextWriter writer);
}
