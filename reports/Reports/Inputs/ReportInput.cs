using Harness.Reports.Headlines;
using Harness.Reports.History;
using Harness.Results;

namespace Harness.Reports.Inputs;

/// <summary>What a report is made from: one run, and what other runs say beside it.</summary>
/// <param name="Results">The run.</param>
public sealed record ReportInput(RunResults Results)
{
    /// <summary>Reads a file that a scenario attached; null where it is not there any more.</summary>
    public Func<Attachment, byte[]?> ReadAttachment { get; init; } = _ => null;

    /// <summary>Whether a file that a scenario attached is still there.</summary>
    public Func<Attachment, bool> HasAttachment { get; init; } = _ => true;

    /// <summary>The attached files that are there, from the run's folder, with slashes: scenarios and load plans wrote them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The runs beside it.</summary>
    public RunHistory History { get; init; } = RunHistory.None;

    /// <summary>The run in figures.</summary>
    internal RunReport Report => RunReports.Of(Results, Gate);

    /// <summary>The runs before it on such a machine.</summary>
    internal RunHistory Before => History.Before(Report);

    /// <summary>It beside another run; null where there is none to hold it against.</summary>
    public RunComparison? ComparedWith { get; init; }

    /// <summary>What a gate said of it; null where none was asked.</summary>
    public GateResult? Gate { get; init; }
}
