using BenchmarkDotNet.Reports;
using Harness.Reports;
using Harness.Results;
using Harness.Runs;
using Perfolizer.Mathematics.Common;

namespace Harness.Micro;

/// <summary>Keeps what BenchmarkDotNet measured in a run's folder, with a report, as the other benchmarks do.</summary>
internal static class MicroStore
{
    /// <summary>Writes a run of its own.</summary>
    /// <param name="folders">Where runs are kept.</param>
    /// <param name="summaries">At least one.</param>
    /// <param name="arguments">The command's own, for the run's record.</param>
    /// <returns>The report's path.</returns>
    public static string Write(HarnessFolders folders, IReadOnlyList<Summary> summaries, IReadOnlyList<string> arguments)
    {
        var command = $"dotnet run -c Release --project benchmarks/Micro -- {string.Join(' ', arguments)}".TrimEnd(' ', '-');
        var folder = RunFolder.Create(
            folders.Runs, TimeProvider.System, (id, started) => RunFacts.Manifest(folders.Source, id, started, command));
        folder.AddBenchmark(Result(summaries));
        var outcome = OutcomeOf(summaries);
        var hasFailed = outcome != Outcome.AsExpected;
        folder.UpdateManifest(manifest => manifest with
        {
            State = hasFailed ? RunState.Aborted : RunState.Complete,
            StateReason = hasFailed ? $"some benchmarks failed; {summaries[0].LogFilePath} says why" : null,
            Finished = TimeProvider.System.GetUtcNow(),
            ExitCode = (int)outcome,
        });
        return ReportWriter.WriteAll(folder)[0];
    }

    /// <summary>Undecided where a benchmark could not be built or run.</summary>
    public static Outcome OutcomeOf(IReadOnlyList<Summary> summaries) =>
        summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            ? Outcome.Undecided
            : Outcome.AsExpected;

    private static BenchmarkResult Result(IReadOnlyList<Summary> summaries)
    {
        var duration = summaries.Aggregate(TimeSpan.Zero, (sum, summary) => sum + summary.TotalTime);
        return new BenchmarkResult
        {
            Name = "micro",
            Target = "the program's own operations, in this process",
            Comparisons = [],
            Micro = [.. summaries.SelectMany(summary => summary.Reports).Select(Figures)],
            Started = TimeProvider.System.GetUtcNow() - duration,
            Duration = duration,
        };
    }

    private static MicroFigures Figures(BenchmarkReport report)
    {
        var (descriptor, statistics) = (report.BenchmarkCase.Descriptor, report.ResultStatistics);
        var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        return new MicroFigures
        {
            Group = descriptor.Type.Name,
            Name = descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            MeanNanoseconds = statistics?.Mean,
            Nanoseconds = statistics is { N: > 1 } && statistics.GetConfidenceInterval(ConfidenceLevel.L95) is var interval
                ? new Interval(statistics.Mean, interval.Lower, interval.Upper) : null,
            AllocatedBytes = allocated,
            Iterations = [.. report.GetResultRuns().Select(run => run.GetAverageTime().Nanoseconds)],
        };
    }
}
