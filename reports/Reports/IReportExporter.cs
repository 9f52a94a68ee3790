using Harness.Results;

namespace Harness.Reports;

/// <summary>Writes the report in one format from a run's results alone: no clock, no machine, no culture.</summary>
public interface IReportExporter
{
    /// <summary>The file's name in the run's folder, e.g. <c>report.md</c>.</summary>
    string FileName { get; }

    /// <summary>Writes the report; the same results give the same bytes everywhere.</summary>
    void Write(RunResults results, TextWriter writer);
}
