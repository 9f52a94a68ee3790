using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Reports;

/// <summary>What a report is made from: one run, and what other runs say beside it.</summary>
/// <param name="Results">The run.</param>
public sealed record ReportInput(RunResults Results)
{
    /// <summary>Reads a file that a scenario attached; null where it is not there any more.</summary>
    public Func<Attachment, byte[]?> ReadAttachment { get; init; } = _ => null;

    /// <summary>The runs beside it.</summary>
    public RunHistory History { get; init; } = RunHistory.None;

    /// <summary>It beside another run; null where there is none to hold it against.</summary>
    public RunComparison? ComparedWith { get; init; }

    /// <summary>What a gate said of it; null where none was asked.</summary>
    public GateResult? Gate { get; init; }
}
