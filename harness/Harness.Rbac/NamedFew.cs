using System.Globalization;

namespace Harness.Rbac;

/// <summary>Names in a sentence: the first twenty, and how many more there are.</summary>
internal static class NamedFew
{
    private const int Most = 20;

    /// <summary>The names, one after the other.</summary>
    public static string Of(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(Most))
        + (names.Count > Most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - Most} more") : "");
}
