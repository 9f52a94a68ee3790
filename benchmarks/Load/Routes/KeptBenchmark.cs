using Harness.Results;

namespace Harness.Load;

/// <summary>A measurement of which the run keeps what there is, however it ends.</summary>
internal static class KeptBenchmark
{
    /// <summary>Measures.</summary>
    /// <param name="folder">The run's results.</param>
    /// <param name="measure">Measures; may be interrupted, or fail halfway.</param>
    /// <param name="result">What was measured until then; null for nothing. When it began and how long it took is filled in.</param>
    public static async Task MeasureAsync(RunFolder folder, Func<Task> measure, Func<BenchmarkResult?> result)
    {
        var started = TimeProvider.System.GetUtcNow();
        try
        {
            await measure().ConfigureAwait(false);
        }
        finally
        {
            if (result() is { } measured)
                folder.AddBenchmark(measured with { Started = started, Duration = TimeProvider.System.GetUtcNow() - started });
        }
    }

    /// <summary>A result to be filled with what was measured.</summary>
    /// <param name="name">Which benchmark.</param>
    /// <param name="target">What was measured.</param>
    public static BenchmarkResult Of(string name, string target) => new()
    {
        Name = name,
        Target = target,
        Comparisons = [],
        Started = default,
        Duration = TimeSpan.Zero,
    };
}
