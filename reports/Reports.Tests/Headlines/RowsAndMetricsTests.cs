using System.Text.RegularExpressions;
using Harness.Reports.Headlines;
using Harness.Reports.Rows;

namespace Harness.Reports.Tests.Headlines;

/// <summary>benchmarks.csv and metrics.prom.</summary>
internal sealed partial class RowsAndMetricsTests
{
    [TestCase("proxy", "proxy")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [TestCase("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("two\nlines", "two␊lines")]
    [TestCase("\tx", "␉x")]
    [TestCase(" x", "\" x\"")]
    [TestCase("", "")]
    public void A_text_is_no_formula_and_one_field(string text, string field) => CsvWriter.Row(text).ShouldBe($"{field}\n");

    [Test]
    public void A_number_is_as_it_is_and_none_is_empty() =>
        CsvWriter.Row(-1.5, 3, null, double.NaN, double.PositiveInfinity).ShouldBe("-1.5,3,,,\n");

    [Test]
    public void Every_row_has_every_column_and_every_round_a_row()
    {
        var lines = Rendering.Of(new CsvReport(), SampleRun.Rich).TrimEnd('\n').Split('\n');
        var rounds = SampleRun.Rich.Benchmarks.SelectMany(RoundRows.Of).ToList();

        lines.Length.ShouldBe(rounds.Count + 1);
        lines.Select(line => QuotedField().Replace(line, "").Count(letter => letter == ','))
            .ShouldAllBe(commas => commas == RoundRow.Columns.Count - 1);
        rounds.Select(row => row.Part).Distinct().ShouldBe(
            ["ways", "ladder", "bodies", "alternatives", "side-effects", "rbac-cost", "soak", "versions"], ignoreOrder: true);
    }

    [Test]
    public void Metrics_are_text_that_both_formats_of_Prometheus_take()
    {
        var lines = Rendering.Of(new MetricsReport(), SampleRun.Rich).TrimEnd('\n').Split('\n');

        lines[^1].ShouldBe("# EOF");
        lines.SkipLast(1).ShouldAllBe(line => Sample().IsMatch(line) || Head().IsMatch(line));
        var names = lines.Where(line => line[0] != '#').Select(line => line.Split('{', ' ')[0]).ToList();
        names.Where((name, i) => i > 0 && name != names[i - 1]).ShouldBeUnique("samples of a metric stand together");
        names.Distinct().ShouldAllBe(name => lines.Contains($"# TYPE {name} gauge"));
        lines.Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]).ShouldBeUnique();
    }

    [Test]
    public void Labels_are_escaped()
    {
        var text = new MetricsText();
        text.Gauge("a", "Help.", (1, [("b", "back\\slash \"quote\" line\nend"), ("none", null)]), (double.NaN, []));

        text.ToString().ShouldBe("# HELP a Help.\n# TYPE a gauge\na{b=\"back\\\\slash \\\"quote\\\" line␊end\"} 1\n# EOF\n");
    }

    [GeneratedRegex("\"([^\"]|\"\")*\"")]
    private static partial Regex QuotedField();

    [GeneratedRegex("""^[a-z_]+(\{[a-z]+="([^"\\]|\\["\\n])*"(,[a-z]+="([^"\\]|\\["\\n])*")*\})? -?[0-9.E+-]+$""")]
    private static partial Regex Sample();

    [GeneratedRegex("^# (HELP [a-z_]+ [^\"\\\\]+|TYPE [a-z_]+ gauge)$")]
    private static partial Regex Head();
}
