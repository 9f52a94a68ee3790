using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>No name ends a string of DOT, or is read as an escape or an entity in it.</summary>
internal sealed class DotTextTests
{
    [TestCase("serviceaccount:shop/consumer", "serviceaccount:shop/consumer")]
    [TestCase("a\", color=red]; evil [label=\"", "a\\\", color=red]; evil [label=\\\"")]
    [TestCase("\\N \\G \\", "\\\\N \\\\G \\\\")]
    [TestCase("\\\"", "\\\\\\\"")]
    [TestCase("<b>bold</b> &lt;", "<b>bold</b> &amp;lt;", Description = "an HTML label is one without quotes")]
    [TestCase("ü 😀 // # /* */", "ü 😀 // # /* */")]
    public void A_name_shows_as_it_is(string name, string label) => DotText.Label([name]).ShouldBe($"\"{label}\"");

    [Test]
    public void Lines_are_broken_by_the_label_alone() => DotText.Label(["a\\", "nb"]).ShouldBe("\"a\\\\\\nnb\"");
}
