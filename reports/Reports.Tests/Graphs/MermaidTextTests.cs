using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>Whatever a name has that means something to mermaid, to Markdown or to HTML is written as a number.</summary>
internal sealed partial class MermaidTextTests
{
    [TestCase("serviceaccount:shop/consumer-1", "serviceaccount:shop/consumer-1")]
    [TestCase("a\"]; click n1 \"https://evil.example\"", "a#34;#93;#59; click n1 #34;https#58;//evil.example#34;")]
    [TestCase("%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;")]
    [TestCase("`**bold**`_x_", "#96;#42;#42;bold#42;#42;#96;#95;x#95;")]
    [TestCase("<script>alert(1)</script>&lt;#60;", "#60;script#62;alert#40;1#41;#60;/script#62;#38;lt#59;#35;60#59;")]
    [TestCase("1. one", "#49;. one", Description = "no list")]
    [TestCase("- one", "#45; one", Description = "no list")]
    [TestCase("style: #1; classDef: #2;", "#115;tyle: #35;1#59; #99;lassDef: #35;2#59;", Description = "no semicolon is dropped")]
    [TestCase("fa:fa-car www.evil.example", "fa#58;fa-car www#46;evil.example", Description = "no icon, no link")]
    [TestCase("ﬂ ¶ ü 😀", "#64258; #182; #252; #128512;")]
    public void A_name_shows_as_it_is(string name, string label)
    {
        MermaidText.Label(name).ShouldBe($"\"{label}\"");
        Shown(label).ShouldBe(name);
    }

    /// <summary>Mermaid would make a character of it, behind whatever stood for it.</summary>
    [Test]
    public void A_placeholder_of_mermaids_own_is_spelt_out() => MermaidText.Label("ﬂ°°60¶ß").ShouldBe("\"fl#176;#176;60#182;ss\"");

    [Test]
    public void Lines_are_broken_by_the_label_alone()
    {
        MermaidText.Label("a", "rbac.yaml:1").ShouldBe("\"a<br/>rbac.yaml:1\"");
        MermaidText.Label("a", "").ShouldBe("\"a\"");
        MermaidText.Label("", "").ShouldBe("\"#40;empty#41;\"");
        MermaidText.Label("a<br/>b").ShouldBe("\"a#60;br/#62;b\"");
    }

    private static string Shown(string label) => Number().Replace(
        label, match => char.ConvertFromUtf32(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex("#([0-9]+);")]
    private static partial Regex Number();
}
