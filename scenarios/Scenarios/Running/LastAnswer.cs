using Harness.Waiting;

namespace Harness.Scenarios.Running;

/// <summary>
/// Waits for something that may take a while. Where it does not come in time, the last answer is what was seen, provided that there were
/// so many of them that time was not what was short.
/// </summary>
internal static class LastAnswer
{
    /// <summary>Twice the pause between two looks: who takes longer for one is too slow to be blamed.</summary>
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(0.5);

    /// <summary>The awaited answer, or the last one.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="look">Looks once: the answer, null where none came, and whether it is the awaited one.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="HarnessException">Neither came: nothing is decided.</exception>
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
