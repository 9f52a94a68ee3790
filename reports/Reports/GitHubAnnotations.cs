using Harness.Reports.Annotations;
using Harness.Reports.Summary;

namespace Harness.Reports;

/// <summary>annotations.txt, for a step's log on GitHub: what is wrong becomes remarks beside the job.</summary>
internal sealed class GitHubAnnotations : IReportExporter
{
    /// <inheritdoc/>
    public string FileName => "annotations.txt";

    /// <inheritdoc/>
    public void Write(ReportInput input, TextWriter writer)
    {
        var summary = RunSummary.Of(input.Results);
        WorkflowCommands.Write(
            writer, [.. RunAnnotations.Of(input.Gate), .. RunAnnotations.Of(input.Results, summary)], summary.Headline);
    }
}
