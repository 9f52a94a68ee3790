using System.Text;

namespace Harness.Testing;

/// <summary>Names of tests as the test runner's filter expression.</summary>
internal static class TestCaseFilter
{
    /// <summary>Any of the names, each exactly; operators in them are escaped by a backslash.</summary>
    public static string Of(IReadOnlyList<string> names) => string.Join('|', names.Select(name => $"FullyQualifiedName={Escape(name)}"));

    /// <summary>
    /// The names that contain a text: matched by that text, in each spelling that occurs, since the runner is case-sensitive and hundreds
    /// of full names would make too long an argument. The runner does not find text in a test's arguments this way.
    /// </summary>
    public static string Of(string text, IReadOnlyList<string> names) =>
        !text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_')
        ? Of(names)
        : string.Join('|', names
            .Select(name => name.Substring(name.IndexOf(text, StringComparison.OrdinalIgnoreCase), text.Length)).Distinct()
            .Select(found => $"FullyQualifiedName~{found}"));

    private static string Escape(string name)
    {
        var escaped = new StringBuilder();
        foreach (var letter in name)
            escaped.Append(letter is '\\' or '(' or ')' or '&' or '|' or '=' or '!' or '~' ? "\\" : "").Append(letter);
        return escaped.ToString();
    }
}
