using Harness.Processes;
using Harness.Runs;
using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

/// <summary>mutations.sh runs seldom: each line of mutations.tsv must still fit when it does.</summary>
[Platform("Linux", Reason = "the scripts are GNU sed's")]
internal sealed class MutationsTests
{
    private static readonly string Root = RepositoryRoot.Find();

    private static readonly IReadOnlyList<ScenarioName> Scenarios = new NUnitScenarioRunner().Names;

    private static IEnumerable<string[]> Lines =>
        File.ReadLines(Path.Combine(Root, "scenarios/mutations.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'));

    [TestCaseSource(nameof(Lines))]
    public async Task It_changes_one_line_that_a_scenario_guards(string what, string file, string script, string scenario)
    {
        var source = Path.Combine(Root, file);
        var mutated = await ProcessRunner.RunAsync("sed", [script, source]);

        File.ReadLines(source).Zip(mutated.Output.Split('\n')).Count(pair => pair.First != pair.Second).ShouldBe(1, what);
        Scenarios.ShouldContain(one => one.FullName.Contains(scenario, StringComparison.Ordinal), what);
    }
}
