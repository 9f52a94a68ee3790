using System.Runtime.CompilerServices;
using Harness.Load.Engine;

namespace Harness.Load.Headless;

/// <summary>A request whose right answers are counted by the pod that gave them.</summary>
/// <param name="step">Makes the request; its target has a <see cref="HttpTarget.Label"/>.</param>
/// <param name="tally">Where they are counted.</param>
internal sealed class CountingStep(HttpStep step, PodTally tally) : IStep
{
    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await step.RunAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.ErrorKind is null)
            tally.Count(step.Label);
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => step.Dispose();
}
