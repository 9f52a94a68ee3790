using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Reports.Html;

namespace Harness.Reports.Tests.Html;

/// <summary>
/// Every text has a contrast of at least 4.5 with what it stands on, in both schemes (WCAG 2.2, 1.4.3), and what a picture is read by
/// at least 3 (1.4.11). Computed as https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio says.
/// </summary>
internal sealed partial class ContrastTests
{
    private static readonly string Css = HtmlTemplates.Resource("Page.style.css");
    private static readonly string[] Texts =
        ["text", "faint", "link", "good", "bad", "doubt", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

    private static readonly string[] Surfaces = ["page", "panel"];

    [Test]
    public void Every_text_is_readable_on_every_surface([Values] bool isDark)
    {
        var colours = Colours(isDark);
        foreach (var (text, surface) in Texts.SelectMany(text => Surfaces.Select(surface => (text, surface))))
            Ratio(colours[text], colours[surface]).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {surface}");
    }

    /// <summary>Of each rule that sets both, and of fills under the labels of a picture.</summary>
    [Test]
    public void Every_rule_that_sets_text_and_background_makes_a_readable_pair([Values] bool isDark)
    {
        var colours = Colours(isDark);
        var pairs = Rules().ToList();

        pairs.Count.ShouldBeGreaterThan(4, "the rules were not found");
        foreach (var (rule, text, background) in pairs)
            Ratio(colours[text], colours[background]).ShouldBeGreaterThanOrEqualTo(4.5, rule);
    }

    [TestCase("text", "good-fill")]
    [TestCase("text", "bad-fill")]
    [TestCase("text", "doubt-fill")]
    [TestCase("faint", "bad-fill")]
    [TestCase("faint", "doubt-fill")]
    [TestCase("good", "good-fill")]
    [TestCase("bad", "bad-fill")]
    [TestCase("doubt", "doubt-fill")]
    public void Labels_and_tags_are_readable_on_their_fills(string text, string fill)
    {
        foreach (var isDark in (bool[])[false, true])
            Ratio(Colours(isDark)[text], Colours(isDark)[fill]).ShouldBeGreaterThanOrEqualTo(4.5, isDark ? "dark" : "light");
    }

    [Test]
    public void Colours_stand_in_one_place_alone() =>
        Hex().Matches(Body().Replace(Css, "")).Select(match => match.Value).ShouldBe(["#ffffff"], "only a screenshot's ground is fixed");

    [TestCase("#ffffff", "#000000", 21)]
    [TestCase("#777777", "#ffffff", 4.48)]
    [TestCase("#0550ae", "#0550ae", 1)]
    public void The_ratio_is_that_of_the_standard(string one, string other, double ratio) => Ratio(one, other).ShouldBe(ratio, 0.01);

    private static IEnumerable<(string Rule, string Text, string Background)> Rules() =>
        from Match rule in Rule().Matches(Css)
        let text = Regex.Match(rule.Value, @"[{;\s]color: var\(--(?<name>[\w-]+)\)")
        let background = Regex.Match(rule.Value, @"background: var\(--(?<name>[\w-]+)\)")
        where text.Success && background.Success
        select (rule.Value, text.Groups["name"].Value, background.Groups["name"].Value);

    /// <summary>The first block is the light one; in the dark one stands what differs, which is all.</summary>
    private static Dictionary<string, string> Colours(bool isDark) => Variable()
        .Matches(Body().Matches(Css)[isDark ? 1 : 0].Value)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["colour"].Value);

    private static double Ratio(string one, string other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Body();

    [GeneratedRegex("--(?<name>[a-z0-9-]+): (?<colour>#[0-9a-f]{6});")]
    private static partial Regex Variable();

    [GeneratedRegex("[^{}]+\\{[^{}]*\\}")]
    private static partial Regex Rule();

    [GeneratedRegex("#[0-9a-fA-F]{3,8}\\b(?=[;\\s])")]
    private static partial Regex Hex();
}
