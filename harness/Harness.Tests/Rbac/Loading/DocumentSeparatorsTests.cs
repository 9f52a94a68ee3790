namespace Harness.Tests.Rbac.Loading;

/// <summary>Where kubectl cuts a file into documents and YAML does not: roles that one of the two does not see.</summary>
internal sealed class DocumentSeparatorsTests
{
    [TestCase('\u00A0')]
    [TestCase('\u0085')]
    [TestCase('\u1680')]
    [TestCase('\u2003')]
    [TestCase('\u2028')]
    [TestCase('\u2029')]
    [TestCase('\u202F')]
    [TestCase('\u3000')]
    public void Dashes_with_white_space_behind_them_that_YAML_takes_for_text_are_refused(char odd)
    {
        foreach (var head in new[] { "!!null |", "|\nx", ">\nx", "text", "a: 1", "# comment" })
        {
            foreach (var end in new[] { $"---{odd}", $"--- \t{odd}", $"---{odd} # comment", $"---{odd}\r" })
            {
                Refusal.Of(() => ManifestText.Read($"{head}\n{end}\n{ManifestText.Role}\n{end}\n{ManifestText.Binding}"))[0]
                    .ShouldStartWith($"-:{head.Split('\n').Length + 1}:1: has U+{(int)odd:X4} behind the dashes");
            }
        }
    }

    [TestCase('\v')]
    [TestCase('\f')]
    public void Control_characters_are_refused_anywhere(char odd) =>
        Refusal.Of(() => ManifestText.Read($"!!null |\n---{odd}\n{ManifestText.Role}")).ShouldHaveSingleItem()
            .ShouldStartWith($"-:2:4: holds the control character U+{(int)odd:X4}");

    [TestCase("a: |\n  x\n---text\nb: 1")]
    [TestCase("|\nx\n---text\n", Description = "a block of text at the margin")]
    [TestCase("a: \"\n---\nROLE\n---\n\"")]
    [TestCase("a: '\n---\nROLE\n---\n'")]
    [TestCase("\"\n---text\n\"")]
    [TestCase("text\n---text")]
    public void Dashes_at_the_margin_of_a_text_are_refused(string text) =>
        Refusal.Of(() => ManifestText.Read($"{Text(text)}\n---\n{ManifestText.Role}")).ShouldNotBeEmpty();

    [TestCase("text\n---text")]
    [TestCase("\"\n---text\n\"")]
    public void It_is_said_that_both_read_them_differently(string text) =>
        Refusal.Of(() => ManifestText.Read(text))[0].ShouldStartWith("-:2:1: begins with --- in the middle of a text: kubectl ends");

    [TestCase("---\nROLE")]
    [TestCase("a: {b: 1,\n c: 2}\n--- \t\nROLE")]
    [TestCase("{a: 1}\n--- # comment\nROLE\n---\n")]
    [TestCase("{a: 1}\r\n---\r\nROLE")]
    [TestCase("a: |\n  ---\n  x\n---\t\nROLE", Description = "indented dashes are text to both")]
    [TestCase("a: \"b\n  --- c\"\n--- # d\nROLE\n...\n--- |\n  text")]
    [TestCase("{a: \"\U0001F600\"}\n--- # behind a character of two\nROLE")]
    public void Dashes_that_begin_a_document_for_both_are_read(string text) =>
        ManifestText.Read(Text(text)).Roles.ShouldHaveSingleItem();

    [Test]
    public void A_document_that_is_a_text_is_named() =>
        ManifestText.Read($"!!null |\n  text\n---\n{ManifestText.Role}").Notes.ShouldHaveSingleItem().ShouldContain("-:1 (a tagged value)");

    private static string Text(string text) => text.Replace("ROLE", ManifestText.Role, StringComparison.Ordinal);
}
