using System.Text.RegularExpressions;

namespace Harness.Tests.Cli;

/// <summary>
/// What lines of mermaid and of DOT may look like, far narrower than the languages themselves: whatever names are in them, there is
/// nothing but stops, lines, notes and styles.
/// </summary>
internal static partial class PictureGrammar
{
    public static void EnsureMermaid(string text) => Ensure(text, MermaidLine());

    public static void EnsureDot(string text)
    {
        text.ShouldStartWith("digraph access {\n");
        text.TrimEnd('\n').ShouldEndWith("\n}");
        Ensure(text, DotLine());
    }

    private static void Ensure(string text, Regex line) =>
        text.TrimEnd('\n').Split('\n').Where(one => !line.IsMatch(one)).ShouldBeEmpty(text);

    /// <summary>A label has nothing but plain characters, numbers of others, and breaks.</summary>
    [GeneratedRegex("""
        ^(flowchart\ LR
        |\ \ acc(Title|Descr):\ [A-Za-z0-9\ ,.:()-]+
        |\ \ n\d+(\(\[|\[|\[\[|\(|\{\{)"([A-Za-z0-9\ /.,:-]|\#\d+;|<br/>)+"(\]\)|\]|\]\]|\)|\}\})
        |\ \ m\d+>"([A-Za-z0-9\ /.,:-]|\#\d+;)+"\]:::note
        |\ \ n\d+\ (==+>|---+|-\.+->|-\.+-|--+>)\ n\d+
        |\ \ classDef\ [a-z]+\ [a-z0-9\ :,\#-]+
        |\ \ class\ [n0-9,]+\ [a-z]+
        |\ \ linkStyle\ [0-9,]+\ [a-z0-9\ :,\#-]+)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MermaidLine();

    [GeneratedRegex("""
        ^(digraph\ access\ \{|\}
        |\ \ (graph|node|edge)\ \[([a-z]+=([A-Za-z]+|\d+|"([^"\\]|\\[\\"n])*")(,\ (?!\])|(?=\])))+\]
        |\ \ [nm]\d+\ \[label="([^"\\]|\\[\\"n])*"(,\ [a-z]+=([a-z]+|\d+|"[a-z0-9\#,]+"))+\]
        |\ \ \{\ rank=same;\ n\d+(;\ n\d+)+\ \}
        |\ \ n\d+\ ->\ n\d+(\ \[[a-z]+=([a-z]+|\d+|"\#[a-f0-9]+")(,\ [a-z]+=([a-z]+|\d+))*\])?)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DotLine();
}
