namespace Harness.Runs;

/// <summary>One step of a run: works on the run's session and writes its results into the run's folder.</summary>
public interface IRunStep
{
    /// <summary>Does the step.</summary>
    /// <param name="run">The run, which has started.</param>
    /// <param name="stop">Cancelled when the user stops the run, or when the cluster is lost.</param>
    Task RunAsync(Run run, CancellationToken stop);
}
