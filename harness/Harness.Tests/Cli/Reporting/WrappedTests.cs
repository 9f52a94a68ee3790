using CsCheck;
using Harness.Cli.Terminal;

namespace Harness.Tests.Cli.Reporting;

internal sealed class WrappedTests
{
    [TestCase("short line", "short line")]
    [TestCase("one two three four", "one two", "three four")]
    [TestCase("  white   space  ", "white", "space")]
    [TestCase("unbreakablewords", "unbreakabl", "ewords")]
    [TestCase("two\nlines", "two␊lines")]
    [TestCase("one two three four five six seven", "one two", "three …")]
    [TestCase("")]
    public void A_text_is_broken_between_words_and_cut_with_an_ellipsis(string text, params string[] lines) =>
        Wrapped.Lines(text, 10, 2).ShouldBe(lines);

    [Test]
    public void No_line_is_too_long_whatever_is_in_it() => Gen.String[0, 300].Sample(text =>
    {
        var lines = Wrapped.Lines(text, 20, 3);
        lines.Count.ShouldBeLessThanOrEqualTo(3);
        lines.ShouldAllBe(line => line.Length <= 20 && line == PrintableText.Line(line));
    });
}
