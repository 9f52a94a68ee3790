using Harness.Reports.Charts;

namespace Harness.Reports.Tests.Charts;

internal sealed class ChartTextTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";

    [TestCase("proxy", 100, "proxy")]
    [TestCase("proxy: connection a request", 100, "proxy: connec…")]
    [TestCase("proxy: a", 66, "proxy: a")]
    [TestCase("負荷試験のためのサービス", 80, "負荷試験の…")]
    [TestCase("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 45, "e\u0301e\u0301…")]
    [TestCase("", 0, "")]
    public void A_text_is_shortened_to_what_fits(string text, double width, string shown) => ChartText.Fit(text, width).ShouldBe(shown);

    [Test]
    public void A_secret_is_masked_before_it_is_cut_in_half() => ChartText.Fit(Token, 200).ShouldNotContain("eyJ");

    [TestCase(new double[0])]
    [TestCase(new[] { 50.0 })]
    [TestCase(new[] { 50, 50, 50.0 })]
    [TestCase(new[] { 0, 200, 0.0 })]
    [TestCase(new[] { 100, 99, 98, 10.0 })]
    [TestCase(new[] { 90, 91, 92, 93, 94, 95, 96.0 })]
    public void Places_keep_their_order_their_distance_and_the_bounds(double[] wanted)
    {
        var places = ChartText.Spread(wanted, 16, 0, 100);

        var sorted = Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i]).ThenBy(i => i).Select(i => places[i]).ToList();
        sorted.Zip(sorted.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First > 16 - 1e-9);
        places.ShouldAllBe(place => place >= -1e-9 && place <= 100 + 1e-9);
    }

    [Test]
    public void Where_there_is_no_room_they_share_what_there_is() =>
        ChartText.Spread([5, 5, 5, 5, 5], 16, 0, 40).ShouldBe([0, 10, 20, 30, 40], tolerance: 1e-9);

    [Test]
    public void What_has_room_stays_where_it_belongs() => ChartText.Spread([70, 10, 40], 16, 0, 100).ShouldBe([70, 10, 40]);
}
