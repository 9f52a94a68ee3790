using System.Text.RegularExpressions;
using Harness.Cli.Terminal;
using Harness.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Tests.Cli.Reporting;

internal sealed class RunScreenTests
{
    [Test]
    public async Task Each_stage_of_a_planned_run_ends_with_the_time_that_is_left()
    {
        using var error = new StringWriter();
        Screen.Redirect(TextWriter.Null, error);
        var time = new FakeTimeProvider();
        var screen = new RunScreen(TimeSpan.FromMinutes(5)) { Time = time };

        (string, int)[] stages = [("cluster", 90), ("ladder", 200), ("side effects", 60), (Run.Removal, 5)];
        foreach (var (stage, seconds) in stages)
        {
            await screen.StageAsync(stage, _ =>
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
                return Task.FromResult(true);
            });
        }

        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => Regex.Replace(line.Trim(), @"[0-9]+\.[0-9] s", "N s")).ShouldBe(
        [
            "done cluster (N s; about 5 min left)",
            "done ladder (N s; about 2 min left)",
            "done side effects (N s; about 1 min left)",
            "done removing what was made (N s)",
        ]);
    }
}
