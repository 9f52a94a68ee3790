using System.Text;

namespace Harness.Testing;

/// <summary>Names of tests as the test runner's filter expression.</summary>
internal static class TestCaseFilter
{
    /// <summary>Any of the names, each exactly; operators in them are escaped by a backslash.</summary>
    public static string Of(IReadOnlyList<string> names) => string.Join('|', names.Select(name => $"FullyQualifiedName={Escape(name)}"));

    /// <summary>
    /// The names that have a text in them. A part of a test's own name stands for them all, in each case in which they have it, since the runner
    /// minds the case: to list hundreds would make an argument that is too long for the system. What is in a test's arguments the runner does not find so.
    /// </summary>
    public static string Of(string text, IReadOnlyList<string> names) => !text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_')
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
