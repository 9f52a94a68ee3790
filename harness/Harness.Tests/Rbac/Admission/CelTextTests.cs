using CsCheck;
using Harness.Rbac.Admission;

namespace Harness.Tests.Rbac.Admission;

internal sealed class CelTextTests
{
    [TestCase("it's", """'it\'s'""")]
    [TestCase("""a\""", """'a\\'""")]
    [TestCase("""\' || true || '""", """'\\\' || true || \''""")]
    [TestCase("a\r\nb\u0085", """'a\u000d\u000ab\u0085'""")]
    [TestCase("say \"hi\"", """'say "hi"'""")]
    public void Whatever_a_text_holds_it_stays_inside_its_quotes(string text, string literal) => CelText.Of(text).ShouldBe(literal);

    [Test]
    public void What_was_written_is_read_back() => Gen
        .Select(Gen.String[Gen.Char, 0, 12].Where(IsText), Gen.OneOf("'", "\\", "\"", "\\'"))
        .Select((text, hostile) => text + hostile + text).Sample(
        text =>
        {
            CelText.Read<string>(CelText.Of(text)).ShouldBe(text);
            CelText.Read<string[]>(CelText.Of(new[] { text, text })).ShouldBe([text, text]);
        });

    [TestCase("'a' + 'b'")]
    [TestCase("\"a\"")]
    [TestCase("'a")]
    [TestCase("a")]
    [TestCase("")]
    [TestCase("'\\q'")]
    public void Anything_else_is_not_read(string literal) => CelText.Read<string>(literal).ShouldBeNull();

    private static bool IsText(string text) => !text.Any(char.IsSurrogate);
}
