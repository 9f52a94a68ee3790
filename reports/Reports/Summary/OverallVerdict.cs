namespace Harness.Reports.Summary;

/// <summary>What a whole run says.</summary>
public enum OverallVerdict
{
    /// <summary>The run completed and every scenario that ran passed.</summary>
    AsExpected,

    /// <summary>At least one scenario failed.</summary>
    Failed,

    /// <summary>None failed, but the run is partial or a scenario could not be decided.</summary>
    Undecided,

    /// <summary>The run completed without scenarios, or with skipped ones only.</summary>
    NothingJudged,
}
