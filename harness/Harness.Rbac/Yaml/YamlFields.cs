namespace Harness.Rbac.Yaml;

/// <summary>Fields of a mapping while it is read.</summary>
internal sealed class YamlFields(InputProblems problems)
{
    private readonly Dictionary<string, YamlField> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlField> _merged = new(StringComparer.Ordinal);

    /// <summary>All of them; its own come before merged ones of the same name.</summary>
    public IReadOnlyList<YamlField> All => _merged.Count == 0
        ? [.. _own.Values]
        : [.. _own.Values, .. _merged.Values.Where(one => !_own.ContainsKey(one.Name))];

    /// <summary>Adds a field; a second of the same name is a problem, and ignored.</summary>
    public void Add(YamlValue key, YamlValue value)
    {
        if (key is not YamlScalar { Text: var name })
        {
            problems.Add(key.Location,
                $"a key must be a text, not {key.Description}; quote it, or, if {{{{ … }}}} is a template's, render it first");
        }
        else if (!_own.TryAdd(name, new YamlField(name, key.Location, value)))
        {
            problems.Add(key.Location, $"the key {Quoted.Of(name)} is on line {_own[name].Location.Line} already; remove one of the two");
        }
    }

    /// <summary>
    /// Adds what a merge key brings; of several mappings the first wins. Source: https://yaml.org/type/merge.html
    /// Whether it loses to a key that stands before it is answered differently by different readers, so it has to come first.
    /// </summary>
    public void Merge(YamlValue key, YamlValue value)
    {
        if (_own.Count > 0 || _merged.Count > 0)
        {
            problems.Add(key.Location,
                "the merge key << comes after another key, where YAML readers disagree on which value wins; put it first, once");
        }

        foreach (var source in value is YamlList several ? several.Items : [value])
        {
            if (source is not YamlMap map)
            {
                problems.Add(source.Location, $"the merge key << takes mappings, not {source.Description}; give it an alias to a mapping");
                continue;
            }

            foreach (var one in map.Fields)
                _merged.TryAdd(one.Name, one);
        }
    }
}
