using Harness.Clusters;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Sections;

/// <summary>What scenarios measured on the way.</summary>
internal sealed class MeasurementsSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        var rows = input.Results.Scenarios.SelectMany(scenario => scenario.Measurements.Select(
            measurement => new MeasuredModel(measurement.Name, Value(measurement), scenario.Title))).ToList();
        if (rows.Count == 0)
            return null;
        var model = new MeasurementsModel(rows, Figures.Counted(rows.Count, "figure"));
        return new HtmlSection("measurements", "Measurements", HtmlTemplates.Fill("Sections.measurements", model));
    }

    /// <summary>The figure with its unit.</summary>
    public static string Value(Measurement measurement)
    {
        var number = Figures.Number(measurement.Value);
        return measurement.Unit.Length == 0 || number == Figures.None ? number : $"{number} {measurement.Unit}";
    }

    private sealed record MeasurementsModel(IReadOnlyList<MeasuredModel> Rows, string Count);

    private sealed record MeasuredModel(string Name, string Value, string Scenario);
}
