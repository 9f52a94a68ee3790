namespace Harness.Tests;

internal sealed class PrintableTextTests
{
    [TestCase("a\r\nb", "a␊b")]
    [TestCase("a\u2028b\u0085c", "a␊b␊c")]
    [TestCase("\u001b[31mred\u0007", "␛[31mred␇")]
    [TestCase("a\u202eb\u200fc\ufeff", "a\ufffdb\ufffdc\ufffd")]
    [TestCase("tab\there", "tab␉here")]
    [TestCase("grüß 😀", "grüß 😀")]
    public void A_name_is_one_line_and_shows_what_it_hides(string name, string shown) => PrintableText.Line(name).ShouldBe(shown);

    [TestCase("::error::x", ": :error::x")]
    [TestCase("a\n  ::stop-commands::b", "a\n  : :stop-commands::b")]
    [TestCase("##vso[task.complete]", "# #vso[task.complete]")]
    [TestCase("a ##[error]b", "a # #[error]b")]
    [TestCase("std::string and ## heading", "std::string and ## heading")]
    public void No_line_is_a_command_to_a_CI_system(string text, string shown) => PrintableText.Of(text).ShouldBe(shown);

    [Test]
    public void JSON_escapes_what_is_replaced_elsewhere() =>
        PrintableText.Json("{\"a\":\"\u202e ##[error]\"}").ShouldBe("{\"a\":\"\\u202e #\\u0023[error]\"}");
}
