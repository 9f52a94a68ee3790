using Harness.Waiting;

namespace Harness.Scenarios.Running;

/// <summary>
/// Waits for something that the API server may take a while to do. If it does not come in time, the last answer is the observation,
/// provided there were enough answers to rule out a slow machine.
/// </summary>
internal static class LastAnswer
{
    /// <summary>Twice the pause between two looks: if a look takes longer, the machine is too slow to judge.</summary>
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(0.5);

    /// <summary>The awaited answer, or the last one.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="look">Looks once: the answer, null if none came, and whether it is the awaited one.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="HarnessException">Neither came, or too few answers: nothing is decided.</exception>
    public static async Task<T> WaitAsync<T>(
        Condition condition, Func<CancellationToken, Task<(T? Answer, bool IsAwaited)>> look, CancellationToken stop)
        where T : class
    {
        var (last, answers) = ((T?)null, 0);
        try
        {
            return await condition.WaitAsync(
                async ct =>
                {
                    var (answer, isAwaited) = await look(ct);
                    if (answer is not null)
                        (last, answers) = (answer, answers + 1);
                    return isAwaited ? Seen.Met(answer!) : Seen.NotYet<T>(answer?.ToString() ?? "no answer");
                },
                stop);
        }
        catch (HarnessException late) when (last is not null)
        {
            return answers >= condition.Deadline / SlowLook
                ? last
                : throw HarnessException.Undecided($"{late.Message}; {answers} answers are too few to judge by", late);
        }
    }
}
