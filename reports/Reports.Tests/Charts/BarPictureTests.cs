using System.Xml.Linq;
using Harness.Reports.Charts;

namespace Harness.Reports.Tests.Charts;

internal sealed class BarPictureTests
{
    private static readonly double[] Hostile = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -7, 1e300, 1e-300, 3];

    [Test]
    public void Whatever_the_values_are_all_that_is_drawn_is_inside_the_picture([Values] bool isLog)
    {
        var rows = Hostile.SelectMany(start => Hostile.Select(end => new BarRow("name", "text", "hint")
        {
            Span = (start, end),
            Whisker = (end / 2, end * 2),
            From = 0,
        })).ToList();

        LinePictureTests.ShouldBeInside(BarPicture.Of(new BarChart("id", "title", "seen", new ChartAxis("ms") { IsLog = isLog }, rows)
        {
            Limits = [.. Hostile.Select(value => new ChartLimit(value, "limit"))],
        }).Text);
    }

    [Test]
    public void A_row_without_figures_keeps_its_name_and_text()
    {
        var svg = BarPicture.Of(new BarChart("id", "title", "seen", new ChartAxis("ms"), [new BarRow("proxy", "not known", "")])).Text;

        svg.ShouldContain(">proxy<");
        svg.ShouldContain(">not known<");
        Bars(svg).ShouldBeEmpty();
    }

    [Test]
    public void A_bar_as_long_as_nothing_is_still_seen() => Bars(BarPicture.Of(new BarChart(
        "id", "title", "seen", new ChartAxis("ms"),
        [new BarRow("a", "", "") { Span = (0, 0) }, new BarRow("b", "", "") { Span = (0, 9) }])).Text)
        .ShouldAllBe(width => width > 1);

    [Test]
    public void On_an_axis_of_equal_factors_zero_is_where_it_begins() => Bars(BarPicture.Of(new BarChart(
        "id", "title", "seen", new ChartAxis("per second") { IsLog = true },
        [new BarRow("a", "", "") { Span = (0, 1) }, new BarRow("b", "", "") { Span = (0, 100) }])).Text)[1].ShouldBe(315, 1);

    [Test]
    public void Columns_are_inside_the_picture_and_only_where_something_was_counted()
    {
        long[] counts = [0, 3, 0, long.MaxValue / 2, 0];
        var svg = ColumnPicture.Of(new ColumnChart(
            "id", "title", "seen", new ChartAxis("s"), new ChartAxis("failed"), counts, [(2, "round 2")])).Text;

        LinePictureTests.ShouldBeInside(svg);
        Bars(svg).Count.ShouldBe(2);
        svg.ShouldContain("round 2");
    }

    private static List<double> Bars(string svg) =>
    [
        .. XElement.Parse(svg).Descendants().Where(one => one.Name.LocalName == "rect").Select(one => (double)one.Attribute("width")!),
    ];
}
