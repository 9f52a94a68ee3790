namespace Harness.Reports.Text;

/// <summary>What went wrong how often, in words.</summary>
internal static class ErrorKinds
{
    /// <summary>The most frequent first, since a dictionary has no order that a report could rely on; empty for nothing.</summary>
    public static string Of(IReadOnlyDictionary<string, long> errors) => string.Join(", ", errors.Where(kind => kind.Value > 0)
        .OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => $"{Figures.Count(kind.Value)} × {kind.Key}"));
}
