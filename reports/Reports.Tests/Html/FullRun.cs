using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>Runs as large as real ones, or larger.</summary>
internal static class FullRun
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WebSocket"];
    private static readonly string[] Targets =
        ["granted service", "neighbour", "other namespace", "pods/proxy", "missing", "empty", "external", "as name:port", "elsewhere"];

    /// <summary>Sixty scenarios with 20 observations each, and 1,200 cells, each with its call and answer.</summary>
    public static RunResults Of(bool hasDisagreement) => new(
        SampleRun.Manifest(RunState.Complete),
        [Matrix(hasDisagreement), .. Enumerable.Range(0, 60).Select(number => Scenario(number, 20))],
        [SampleBenchmarks.Quick]);

    public static RunResults Many(int count) => new(
        SampleRun.Manifest(RunState.Complete), [.. Enumerable.Range(0, count).Select(number => Scenario(number, 2))], []);

    private static ScenarioResult Matrix(bool hasDisagreement) => Scenario(0, 0) with
    {
        Name = "GeneratedMatrix.Every_cell",
        Outcome = hasDisagreement ? ScenarioOutcome.Failed : ScenarioOutcome.Passed,
        Cells =
        [
            .. from target in Targets
               from row in Enumerable.Range(0, 17)
               from method in Methods
               let isWrong = hasDisagreement && (target, row, method) == ("neighbour", 4, "PUT")
               let observed = isWrong ? "Allowed" : "Forbidden"
               select new MatrixCell($"Generated matrix: {target}", $"identity {row}", method, "Forbidden", observed)
               {
                   Evidence = $"Forbidden: {method} {new string('x', 300)}",
               },
        ],
        Attachments = [new Attachment("by root", "attachments/a/root.png"), new Attachment("by proxy", "attachments/a/proxy.png")],
    };

    private static ScenarioResult Scenario(int number, int observations) => new()
    {
        Name = $"Fixture{number % 100}.Scenario_number_{number}",
        Title = $"Scenario number {number}",
        Claims = ["C12"],
        Source = $"scenarios/Scenarios/Fixture{number % 100}.cs:{number + 1}",
        Outcome = ScenarioOutcome.Passed,
        Observations =
        [
            .. Enumerable.Range(0, observations).Select(index => new Observation(
                $"call {index}", "403 Forbidden", "403 Forbidden", true,
                $"GET /api/v1/namespaces/a/services/b/proxy/ {new string('y', 250)}")),
        ],
        Started = SampleRun.Manifest(RunState.Complete).Started,
        Duration = TimeSpan.FromSeconds(1),
    };
}
