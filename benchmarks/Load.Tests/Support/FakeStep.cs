using Harness.Load.Engine;

namespace Harness.Load.Tests.Support;

/// <summary>A step without a network: a test says what each request does.</summary>
internal sealed class FakeStep(Func<CancellationToken, ValueTask<StepOutcome>> run) : IStep
{
    public ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken) => run(cancellationToken);

    public void Dispose()
    {
    }
}
