using Harness.Results;

namespace Harness.Reports.Tests;

internal sealed class MatrixLegendTests
{
    [Test]
    public void A_table_of_other_words_than_verdicts_has_no_signs_to_explain() =>
        Report(Cell("image", "direct"), Cell("image", "proxied"), Cell("cookie", "proxied")).ShouldContain("\n\nempty = not tried\n");

    [Test]
    public void A_full_one_needs_no_legend() => Report(Cell("image", "direct")).ShouldNotContain(" = ");

    private static MatrixCell Cell(string row, string column) => new("Parts of a page", row, column, "works", "works");

    private static string Report(params MatrixCell[] cells)
    {
        var results = new RunResults(SampleRun.Manifest(RunState.Complete), [SampleScenarios.Rich[0] with { Cells = cells }], []);
        var report = Rendering.Of(new MarkdownReport(), results);
        return report[report.IndexOf("## Access matrix", StringComparison.Ordinal)..report.IndexOf("## Facts", StringComparison.Ordinal)];
    }
}
