using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>What is said of a run that did not come to its end.</summary>
public static class PartialRun
{
    /// <summary>How it ended, and why where that is known.</summary>
    public static string Sentence(RunManifest manifest)
    {
        var end = manifest.State switch
        {
            RunState.Interrupted => "the run was interrupted",
            RunState.Aborted => "the run was broken off by a failure outside the scenarios",
            _ => "the run is still going on, or ended without a word",
        };
        return manifest.StateReason is null ? end : $"{end} ({manifest.StateReason})";
    }
}
