using NUnit.Framework.Interfaces;

namespace Harness.Scenarios.Running;

/// <summary>Counts the scenarios that have begun.</summary>
/// <param name="expected">How many there will be.</param>
internal sealed class Beginnings(int expected) : ITestListener
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    /// <summary>Completes when the last one has begun.</summary>
    public Task All => _all.Task;

    public void TestStarted(ITest test)
    {
        if (!test.HasChildren && Interlocked.Increment(ref _begun) == expected)
            _all.SetResult();
    }

    public void TestFinished(ITestResult result)
    {
    }

    public void TestOutput(TestOutput output)
    {
    }

    public void SendMessage(TestMessage message)
    {
    }
}
