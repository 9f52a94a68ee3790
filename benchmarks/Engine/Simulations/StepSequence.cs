using System.Runtime.CompilerServices;

namespace Harness.Load.Engine;

/// <summary>Several requests as one: each is made on the answer to the one before, and the latency is that of all of them.</summary>
/// <remarks>The first that fails ends the pass; its error says which it was.</remarks>
/// <param name="steps">Each with its name; they belong to this one then.</param>
public sealed class StepSequence(IReadOnlyList<(string Name, IStep Step)> steps) : IStep
{
    private readonly Dictionary<(int Step, string Kind), string> _kinds = [];

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            var outcome = await steps[index].Step.RunAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.ErrorKind is { } kind)
                return StepOutcome.Failed(Named(index, kind));
        }

        return StepOutcome.Answered;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, step) in steps)
            step.Dispose();
    }

    /// <summary>Made once for each kind: a round may have very many errors.</summary>
    private string Named(int index, string kind)
    {
        if (!_kinds.TryGetValue((index, kind), out var named))
            _kinds[(index, kind)] = named = $"{steps[index].Name}: {kind}";
        return named;
    }
}
