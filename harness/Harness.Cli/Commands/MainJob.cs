using System.CommandLine;
using Harness.Cli.Runs;
using Harness.Cli.Scenarios;

namespace Harness.Cli.Commands;

/// <summary>No command: cluster, scenarios, quick benchmark, report.</summary>
internal sealed class MainJob
{
    private readonly ClusterSettings _cluster = new();
    private readonly BrowserOption _browser = new();

    private readonly Option<string?> _filter = CommandOption.Text(
        "--filter", "text", "only scenarios of a claim (C10) or with this in their name; leaves the benchmark away");

    /// <summary>Makes it what the root command does.</summary>
    public void AddTo(RootCommand root)
    {
        _cluster.AddTo(root);
        _browser.AddTo(root);
        root.Options.Add(_filter);
        root.SetAction(async (parsed, _) =>
        {
            var layout = RepositoryLayout.Find();
            var options = _cluster.Read(parsed, layout);
            _browser.Apply(parsed);
            var filter = parsed.GetValue(_filter);
            var scenarios = new ScenarioStep(new ScenarioHost(filter), meanwhile: filter is null ? new QuickBenchmarkStep() : null);
            return (int)await RunScope.RunAsync(layout, options, CommandText.Of(parsed), [scenarios]);
        });
    }
}
