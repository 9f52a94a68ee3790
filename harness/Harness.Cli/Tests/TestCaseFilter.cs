using System.Text;

namespace Harness.Cli.Tests;

/// <summary>Names of tests as the test runner's filter expression.</summary>
internal static class TestCaseFilter
{
    /// <summary>Any of the names, each exactly; operators in them are escaped by a backslash.</summary>
    public static string Of(IReadOnlyList<string> names) => string.Join('|', names.Select(name => $"FullyQualifiedName={Escape(name)}"));

    /// <summary>
    /// Whatever has a text in its name, in each case in which the names have it, since the runner minds the case. To list the names would make
    /// an argument that is too long for the system.
    /// </summary>
    public static string Containing(string text, IEnumerable<string> names) => string.Join('|', names
        .Select(name => name.Substring(name.IndexOf(text, StringComparison.OrdinalIgnoreCase), text.Length)).Distinct()
        .Select(found => $"FullyQualifiedName~{Escape(found)}"));

    private static string Escape(string name)
    {
        var escaped = new StringBuilder();
        foreach (var letter in name)
            escaped.Append(letter is '\\' or '(' or ')' or '&' or '|' or '=' or '!' or '~' ? "\\" : "").Append(letter);
        return escaped.ToString();
    }
}
