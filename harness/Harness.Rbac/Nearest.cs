namespace Harness;

/// <summary>The nearest right word to a wrong one.</summary>
public static class Nearest
{
    /// <summary>The word with the fewest edits; null when none is near (more than half of the letters differ).</summary>
    public static string? Of(string wrong, IEnumerable<string> words) => words
        .Select(word => (Word: word, Distance: Distance(Letters(wrong), Letters(word))))
        .Where(pair => pair.Distance <= Math.Max(Letters(wrong).Length, Letters(pair.Word).Length) / 2)
        .OrderBy(pair => pair.Distance)
        .ThenBy(pair => pair.Word, StringComparer.Ordinal)
        .Select(pair => pair.Word)
        .FirstOrDefault();

    /// <summary>The word that was most likely misspelt: within two edits; null when none is.</summary>
    public static string? Misspelt(string wrong, IEnumerable<string> words) =>
        Of(wrong, words) is { } near && Distance(wrong, near) <= 2 ? near : null;

    /// <summary>An option's dashes make it no more like another.</summary>
    private static string Letters(string word) => word.TrimStart('-').ToLowerInvariant();

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one letter.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
