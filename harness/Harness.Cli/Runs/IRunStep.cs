using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Runs;

/// <summary>One step of a run, on the run's cluster, writing its results into the run's folder.</summary>
internal interface IRunStep
{
    /// <summary>Does the step.</summary>
    Task RunAsync(HarnessSession session, RunFolder folder, CancellationToken stop);
}
