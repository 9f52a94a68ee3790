using System.Globalization;
using Harness.Results;

namespace Harness.Tests.Results;

internal sealed class RunFolderCultureTests
{
    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    [TestCase("fa-IR")]
    [TestCase("ar-SA")]
    public void Names_and_files_are_the_same_in_every_culture(string culture)
    {
        var (invariantName, invariantFiles) = Written(CultureInfo.InvariantCulture);
        var (name, files) = Written(CultureInfo.GetCultureInfo(culture));

        name.ShouldBe(invariantName);
        files.ShouldBe(invariantFiles);
    }

    private static (string Start, string[] Files) Written(CultureInfo culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            using var runs = new TemporaryRuns();
            var folder = runs.Create();
            folder.AddScenario(Sample.Scenario("Grants.C11", ScenarioOutcome.Undecided, "C11"));
            folder.AddBenchmark(Sample.Benchmark("quick"));
            string[] files = ["run.json", "scenarios.json", "benchmarks.json"];
            string Read(string file) => File.ReadAllText(Path.Combine(folder.FullPath, file))
                .Replace(folder.Id, "ID", StringComparison.Ordinal);
            return (folder.Id.Split('-')[0], [.. files.Select(Read)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
