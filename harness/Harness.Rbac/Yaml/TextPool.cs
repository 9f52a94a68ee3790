namespace Harness.Rbac.Yaml;

/// <summary>Short texts, each once: the same few dozen words are most of all manifests.</summary>
internal sealed class TextPool
{
    private const int Longest = 40;
    private const int Most = 4096;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The text.</summary>
    public string Of(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
            return text.ToString();
        var lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out var known))
            return known;
        var made = text.ToString();
        if (_texts.Count < Most)
            _texts.Add(made);
        return made;
    }
}
