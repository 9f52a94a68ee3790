using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>
/// How many paths a consumer may have: an admission policy lists them in one expression, and an API server takes none of more than 100,000
/// characters. Source: https://pkg.go.dev/github.com/google/cel-go/parser#ExpressionSizeCodePointLimit
/// </summary>
internal static class PathRoom
{
    /// <summary>Characters of names and paths as they are written; the rest is room for what later versions may add.</summary>
    public const int Most = 80_000;

    private const string List = ": [], ";
    private const string Item = ", ";

    /// <summary>Finds where a namespace has more, which has an admission policy of its own.</summary>
    /// <param name="guarded">The entries of a consumer with paths.</param>
    /// <param name="problems">Where they go.</param>
    public static void FindTooLong(IReadOnlyList<PolicyAllowance> guarded, InputProblems problems)
    {
        foreach (var own in guarded.SelectMany(one => one.Namespaces.Distinct().Select(ns => (ns, one)))
            .GroupBy(pair => pair.ns, pair => pair.one))
        {
            // Counted entry by entry it may be too much, but never too little.
            var length = own.Sum(one => LengthOf([one])) <= Most ? 0 : LengthOf(own);
            if (length > Most)
            {
                problems.Add(own.First().Location, FormattableString.Invariant(
                    $"has names and paths of {length:N0} characters in all in namespace {own.Key}, and an admission policy has room for ")
                    + FormattableString.Invariant($"{Most:N0}: allow prefixes (/x/*)"));
                return;
            }
        }
    }

    /// <summary>As a CEL map has them, each once: <c>'web:8080': ['/metrics', '/static/*'], </c>.</summary>
    private static long LengthOf(IEnumerable<PolicyAllowance> entries) => entries
        .SelectMany(one => one.Names.Select(name => (name, one.Paths)))
        .GroupBy(one => one.name, one => one.Paths)
        .Sum(same => Written(same.Key) + List.Length + same.SelectMany(paths => paths).Distinct().Sum(path => Written(path) + Item.Length));

    /// <summary>In quotes, those within escaped.</summary>
    private static long Written(string text) => text.Length + 2 + text.AsSpan().Count('\'');
}
