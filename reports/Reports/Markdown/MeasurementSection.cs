using Harness.Clusters;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What scenarios measured.</summary>
internal static class MeasurementSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        var rows = results.Scenarios.SelectMany(scenario => scenario.Measurements.Select(measurement => (IReadOnlyList<string>)
        [
            MarkdownText.Cell(measurement.Name),
            Value(measurement),
            MarkdownText.Cell(scenario.Title),
        ])).ToArray();
        if (rows.Length == 0)
            return;
        page.Heading(2, "Measurements");
        page.Table(["Measured", ">Value", "By the scenario"], rows);
    }

    public static string Value(Measurement measurement)
    {
        var number = Figures.Number(measurement.Value);
        return measurement.Unit.Length == 0 || number == Figures.None ? number : $"{number} {MarkdownText.Cell(measurement.Unit)}";
    }
}
