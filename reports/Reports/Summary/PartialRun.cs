using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>Describes a run that did not complete.</summary>
public static class PartialRun
{
    /// <summary>How it ended, and why if known.</summary>
    public static string Sentence(RunManifest manifest)
    {
        var end = manifest.State switch
        {
            RunState.Interrupted => "the run was interrupted",
            RunState.Aborted => "the run was aborted by a failure outside the scenarios",
            _ => "the run is still going on, or ended without saying so",
        };
        return manifest.StateReason is null ? end : $"{end}: {manifest.StateReason}";
    }
}
