using System.Diagnostics;
using System.Globalization;

namespace Harness.Cli.Terminal;

/// <summary>A named step of a command: shown while it goes on, and with its time when it is done.</summary>
internal static class Stage
{
    /// <summary>Runs a step. On a terminal its messages share one line; elsewhere each gets its own.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="step">Does it.</param>
    /// <param name="remark">What is said besides when it is done; null for nothing.</param>
    public static async Task<T> RunAsync<T>(string name, Func<IProgress<string>, Task<T>> step, Func<string?>? remark = null)
    {
        var clock = Stopwatch.StartNew();
        var result = Screen.IsTerminal
            ? await Screen.StatusAsync(name, show => step(new InlineProgress<string>(text => show($"{name}: {text}"))))
            : await step(new InlineProgress<string>(text => Screen.Say($"  {text}")));
        var seconds = clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Screen.Done(name, $"({seconds} s{(remark?.Invoke() is { } more ? $"; {more}" : "")})");
        return result;
    }

    /// <summary>Runs a step that has no result.</summary>
    public static Task RunAsync(string name, Func<IProgress<string>, Task> step) => RunAsync(name, async progress =>
    {
        await step(progress);
        return true;
    });
}
