using System.Runtime.InteropServices;

namespace Harness.Tests.Support;

/// <summary>
/// How the work for something grows with its input. It is measured by the processor time of this thread, each amount by the best of
/// several: what else a busy machine does is not counted.
/// </summary>
internal static class Growth
{
    private const int Times = 16;
    private const int Square = Times * Times;
    private const int Tries = 5;
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Sixteen times as much takes nearer to 16 times the work than to its square, 256 times.</summary>
    /// <param name="few">How much is little, though enough to be measured.</param>
    /// <param name="act">Takes an amount. It works on the thread that calls it.</param>
    public static void ShouldBeSlow(int few, Action<int> act)
    {
        act(few * Times); // compiled and optimized, and not counted: else what is little takes too long
        var little = Enumerable.Range(0, Tries).Min(_ => Work(act, few));
        var much = Work(act, few * Times);
        for (var i = 1; i < Tries && much >= little * Square / 2; i++)
            much = TimeSpan.FromTicks(Math.Min(much.Ticks, Work(act, few * Times).Ticks));

        much.ShouldBeLessThan(little * Square / 2, $"{Times} times as much takes {much / little:0.0} times the work");
    }

    private static TimeSpan Work(Action<int> act, int amount)
    {
        var begun = Worked();
        act(amount);
        return Worked() - begun;
    }

    private static TimeSpan Worked() => GetTime(ThreadProcessorTime, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
        : throw new InvalidOperationException("clock_gettime says nothing of this thread's processor time");

    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(nint Seconds, nint Nanoseconds);
}
