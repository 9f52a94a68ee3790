namespace Harness.Runs;

/// <summary>A step that measures, and needs the cluster to itself only for that: what it measures is set up while others work.</summary>
public interface IMeasurement : IRunStep
{
    /// <summary>Sets up what is measured. <see cref="IRunStep.RunAsync"/> waits for it, and does it where nobody did.</summary>
    /// <param name="run">The run, which has started.</param>
    /// <param name="stop">Cancelled when the user stops the run, or when the cluster is lost.</param>
    Task PrepareAsync(Run run, CancellationToken stop);
}
