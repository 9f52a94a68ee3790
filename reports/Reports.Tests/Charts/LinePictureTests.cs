using System.Globalization;
using System.Xml.Linq;
using Harness.Reports.Charts;

namespace Harness.Reports.Tests.Charts;

internal sealed class LinePictureTests
{
    private static readonly double[] Hostile =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, -7, 1e300, 1e-300, double.Epsilon, 3, 4, 1e15];

    private static readonly string[] Coordinates = ["x", "y", "x1", "y1", "x2", "y2", "width", "height"];

    [Test]
    public void Whatever_the_values_are_all_that_is_drawn_is_inside_the_picture([Values] bool logX, [Values] bool logY)
    {
        var points = Hostile.SelectMany(x => Hostile.Select(y => new ChartPoint(x, y, "hint") { Low = y / 2, High = y * 2 })).ToList();

        ShouldBeInside(LinePicture.Of(Chart([new ChartSeries("hostile", points)]) with
        {
            X = new ChartAxis("x") { IsLog = logX },
            Y = new ChartAxis("y") { IsLog = logY },
            Limits = [.. Hostile.Select(value => new ChartLimit(value, "limit"))],
            Place = new ChartPlace(double.NaN, double.NegativeInfinity, 1e300, "nowhere"),
        }).Text);
    }

    [Test]
    public void A_series_without_figures_is_named_as_such()
    {
        var svg = LinePicture.Of(Chart([new ChartSeries("proxy", [new ChartPoint(1, double.NaN, "")]), Series("direct", 1, 2)])).Text;

        svg.ShouldContain("proxy: no figures");
        svg.ShouldNotContain("direct: no figures");
    }

    [Test]
    public void A_gap_in_the_values_is_a_gap_in_the_line() =>
        XElement.Parse(LinePicture.Of(Chart([Series("proxy", 1, 2, double.NaN, 4, 5, 6)])).Text).Descendants()
            .Where(one => one.Name.LocalName == "polyline").Select(one => one.Attribute("points")!.Value.Split(' ').Length)
            .ShouldBe([2, 3]);

    [Test]
    public void What_does_not_hold_is_hollow()
    {
        ChartPoint[] points = [new(1, 1, ""), new(2, 2, "") { IsDoubtful = true }];
        Marks(LinePicture.Of(Chart([new ChartSeries("proxy", points)])).Text).Count(style => style.Contains("hollow")).ShouldBe(1);
    }

    [Test]
    public void Names_do_not_cover_each_other()
    {
        var series = Enumerable.Range(0, ChartStyle.MostSeries).Select(i => Series($"way {i}", 1, 5)).ToList();

        var names = XElement.Parse(LinePicture.Of(Chart(series)).Text).Descendants()
            .Where(one => one.Name.LocalName == "text" && one.Value.StartsWith("way", StringComparison.Ordinal))
            .Select(one => (double)one.Attribute("y")!).Order().ToList();

        names.Count.ShouldBe(ChartStyle.MostSeries);
        names.Zip(names.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= 14);
    }

    [Test]
    public void No_two_series_look_the_same() => Enumerable.Range(0, ChartStyle.MostSeries)
        .Select(i => $"{ChartStyle.Of(i)} {ChartStyle.ShapeOf(i) % 6}").ShouldBeUnique();

    [Test]
    public void Names_from_outside_are_text()
    {
        var svg = LinePicture.Of(Chart([Series("</text><script>alert(1)</script>\u001b[31m", 1, 2)])).Text;

        svg.ShouldContain("&lt;/text&gt;");
        svg.ShouldNotContain("<script");
        svg.ShouldNotContain('\u001b');
    }

    internal static void ShouldBeInside(string svg)
    {
        svg.ShouldNotContain("NaN");
        svg.ShouldNotContain("∞");
        var picture = XElement.Parse(svg);
        var (width, height) = ((double)picture.Attribute("width")!, (double)picture.Attribute("height")!);
        foreach (var (name, value) in picture.Descendants().SelectMany(Places))
            value.ShouldBeInRange(-1, name is "x" or "x1" or "x2" or "width" ? width + 1 : height + 1, name);
    }

    private static IEnumerable<string> Marks(string svg) => XElement.Parse(svg).Descendants()
        .Where(one => one.Name.LocalName == "polygon").Select(one => one.Attribute("class")!.Value);

    private static IEnumerable<(string Name, double Value)> Places(XElement one)
    {
        foreach (var attribute in one.Attributes().Where(attribute => Coordinates.Contains(attribute.Name.LocalName)))
            yield return (attribute.Name.LocalName, (double)attribute);
        var points = (one.Attribute("points")?.Value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var pair in points.Select(point => point.Split(',')))
        {
            yield return ("x", double.Parse(pair[0], CultureInfo.InvariantCulture));
            yield return ("y", double.Parse(pair[1], CultureInfo.InvariantCulture));
        }
    }

    private static ChartSeries Series(string name, params double[] values) =>
        new(name, [.. values.Index().Select(one => new ChartPoint(one.Index + 1, one.Item, $"{one.Item}"))]);

    private static LineChart Chart(IReadOnlyList<ChartSeries> series) =>
        new("id", "title", "description", new ChartAxis("x"), new ChartAxis("y"), series);
}
