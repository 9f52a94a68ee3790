using Harness.Runs;

namespace Harness.Testing;

/// <summary>The tests of Harness's own repository: the scenarios on a cluster, in one run, and those that need none.</summary>
/// <param name="request">The scenarios' run.</param>
/// <param name="results">Folder for the TRX and JUnit files.</param>
internal sealed class RepositoryTests(RunRequest request, string results)
{
    private readonly TestAssemblies _assemblies = new(request.Folders.Source);
    private readonly TestRunner _runner = new(results, request.Progress);

    /// <summary>Runs the tests that match.</summary>
    /// <param name="filter">A claim's id, or a part of a test's name; null for all.</param>
    /// <param name="stop">Ends them.</param>
    /// <exception cref="HarnessException">The filter matches none, or the results cannot be written.</exception>
    public async Task<RepositoryTestsEnd> RunAsync(string? filter, CancellationToken stop)
    {
        var scenarios = ScenarioAssembly.Load(_assemblies.Scenarios);
        var chosen = await ChooseAsync(filter, scenarios, stop).ConfigureAwait(false);
        TestRunner.Prepare(results); // only now: a filter that matches nothing leaves earlier results alone
        // The scenarios first: other tests use what these build for their cluster, e.g. the control plane's programs.
        TestHostStep? step = null;
        RunEnd? end = null;
        if (chosen.Scenarios is not null)
        {
            step = new TestHostStep(_runner, _assemblies.Scenarios, chosen.Scenarios, request.Settings);
            var run = request with { Claims = scenarios.Claims, AskedClaim = ScenarioFilter.ClaimOf(filter) };
            end = await Run.ExecuteAsync(run, [step], stop).ConfigureAwait(false);
        }

        var succeeded = step?.Succeeded != false;
        if (chosen.Plain is not null && !stop.IsCancellationRequested)
        {
            succeeded &= await request.Progress.StageAsync("tests without a cluster", _ =>
                _runner.RunAsync("tests", _assemblies.WithoutCluster, chosen.Plain, null, stop)).ConfigureAwait(false);
        }

        var counts = TrxCounts.Of(results);
        var outcome = OutcomeOf(counts, end, succeeded, stop.IsCancellationRequested);
        return new RepositoryTestsEnd(counts, TrxCounts.FailedIn(results), end, outcome);
    }

    /// <summary>A failure outweighs an undecided result; a runner that fails without a failed test counts as a failure.</summary>
    internal static Outcome OutcomeOf(TrxCounts counts, RunEnd? end, bool succeeded, bool isInterrupted)
    {
        if (isInterrupted)
            return Outcome.Interrupted;
        if (end?.Failure is not null)
            return end.Outcome;
        var undecided = end?.Outcome == Outcome.Undecided
            ? end.Folder.Load().Scenarios.Count(one => one.Outcome == Results.ScenarioOutcome.Undecided)
            : 0;
        if (undecided > 0 && undecided == counts.Failed)
            return Outcome.Undecided;
        return succeeded && counts is { Failed: 0, Passed: > 0 } ? Outcome.AsExpected : Outcome.Violation;
    }

    /// <summary>Expressions for the runner, empty for all; null where nothing is chosen.</summary>
    private async Task<(string? Plain, string? Scenarios)> ChooseAsync(string? filter, IScenarioRunner scenarios, CancellationToken stop)
    {
        if (filter is null)
            return ("", "");
        var matching = scenarios.Names.Where(name => ScenarioFilter.Matches(filter, name)).Select(name => name.FullName).ToList();
        if (ScenarioFilter.ClaimOf(filter) is not null)
        {
            // Other tests have no claims, though their names may hold the same letters.
            return matching.Count > 0
                ? (null, TestCaseFilter.Of(matching))
                : throw ScenarioFilter.WithoutScenario(filter, scenarios.Claims);
        }

        var all = await _assemblies.ListAsync(stop).ConfigureAwait(false);
        var plain = all.Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        if (plain.Count + matching.Count > 0)
            return (plain.Count == 0 ? null : TestCaseFilter.Of(filter, plain), matching.Count == 0 ? null : TestCaseFilter.Of(matching));
        var words = all.SelectMany(name => name.Split('.', '_', '(')).Concat(ScenarioFilter.Words(scenarios.Names)).Distinct();
        var near = Nearest.Of(filter, words);
        throw HarnessException.BadInput($"the filter \"{filter}\" matches no test{(near is null ? "" : $"; did you mean {near}?")}");
    }
}

/// <summary>How the repository's tests ended.</summary>
/// <param name="Counts">How many passed, failed and were skipped.</param>
/// <param name="Failed">Names of those that failed.</param>
/// <param name="Scenarios">The run of the scenarios; null when none was chosen.</param>
/// <param name="Outcome">The overall outcome.</param>
internal sealed record RepositoryTestsEnd(TrxCounts Counts, IReadOnlyList<string> Failed, RunEnd? Scenarios, Outcome Outcome);
