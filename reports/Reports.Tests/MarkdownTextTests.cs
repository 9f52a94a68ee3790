using Harness.Reports.Markdown;

namespace Harness.Reports.Tests;

internal sealed class MarkdownTextTests
{
    [TestCase("a|b", @"a\|b")]
    [TestCase("two\nlines", "two<br>lines")]
    [TestCase("two\r\nlines\n", "two<br>lines")]
    [TestCase("`code`", @"\`code\`")]
    [TestCase("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [TestCase("&lt; & co", "&amp;lt; &amp; co")]
    [TestCase("*a* _b_ ~~c~~ [d](e)", @"\*a\* \_b\_ \~\~c\~\~ \[d\](e)")]
    [TestCase("snake_case_name", "snake_case_name")]
    [TestCase(@"a\|b", @"a\\\|b")]
    [TestCase("\u001b[31m\0", @"␛\[31m␀")]
    [TestCase("@admins", "@&#8203;admins")]
    [TestCase("org/repo#12, a@b", "org/repo#&#8203;12, a@&#8203;b")]
    [TestCase("https://evil.example www.evil.example", "https:&#8203;//evil.example www.&#8203;evil.example")]
    public void A_cell_shows_just_its_text(string text, string expected) => MarkdownText.Cell(text).ShouldBe(expected);

    [TestCase("two\nlines", "two lines")]
    [TestCase("# heading", @"\# heading")]
    [TestCase("- item", @"\- item")]
    [TestCase("+ item", @"\+ item")]
    [TestCase("12. item", @"12\. item")]
    [TestCase("1) item", @"1\) item")]
    [TestCase("12.5 s", @"12\.5 s")]
    [TestCase("12", "12")]
    [TestCase("503 no endpoints", "503 no endpoints")]
    [TestCase("===", @"\===")]
    [TestCase("", "")]
    public void A_line_begins_no_block(string text, string expected) => MarkdownText.Inline(text).ShouldBe(expected);

    [TestCase("plain", "`plain`")]
    [TestCase("with ` inside", "`` with ` inside ``")]
    [TestCase("``", "``` `` ```")]
    [TestCase("two\nlines", "`two lines`")]
    public void A_code_span_is_not_closed_by_its_text(string text, string expected) => MarkdownText.Code(text).ShouldBe(expected);

    [Test]
    public void A_pipe_in_a_code_span_does_not_end_the_cell() => MarkdownText.CodeCell("a|b").ShouldBe(@"`a\|b`");

    [TestCase("plain", "```")]
    [TestCase("```\nin a fence\n```", "````")]
    public void A_fence_is_not_closed_by_its_text(string text, string expected) => MarkdownText.Fence(text).ShouldBe(expected);
}
