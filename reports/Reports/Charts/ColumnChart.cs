namespace Harness.Reports.Charts;

/// <summary>Counts side by side, such as one for each second.</summary>
/// <param name="Id">An id that is alone on its page.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What is seen in it.</param>
/// <param name="X">What the columns are, in their order from 0.</param>
/// <param name="Y">What is counted.</param>
/// <param name="Counts">The counts.</param>
/// <param name="Breaks">Columns before which something begins anew, with what.</param>
internal sealed record ColumnChart(
    string Id, string Title, string Description, ChartAxis X, ChartAxis Y, IReadOnlyList<long> Counts,
    IReadOnlyList<(int Column, string Text)> Breaks);
