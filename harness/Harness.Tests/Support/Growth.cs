using System.Diagnostics;

namespace Harness.Tests.Support;

/// <summary>
/// How the time that something takes grows with its input. Both times are of the same run and each the best of several, so that a busy
/// machine slows both.
/// </summary>
internal static class Growth
{
    private const int Times = 16;
    private const int Tries = 5;

    /// <summary>Sixteen times as much takes about as many times as long, and not the square of it.</summary>
    /// <param name="few">How much is little, though enough to be measured.</param>
    /// <param name="act">Takes an amount.</param>
    public static void ShouldBeSlow(int few, Action<int> act)
    {
        var (little, much) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        act(few * Times); // compiled and optimized, and not counted: else what is little takes too long
        for (var i = 0; i < Tries; i++)
        {
            little = Shorter(little, Time(act, few));
            much = Shorter(much, Time(act, few * Times));
        }

        much.ShouldBeLessThan(little * Times * 4, "with the square of the number it would take 256 times as long");
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Time(Action<int> act, int amount)
    {
        var begun = Stopwatch.GetTimestamp();
        act(amount);
        return Stopwatch.GetElapsedTime(begun);
    }
}
