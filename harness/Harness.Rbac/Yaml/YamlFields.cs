namespace Harness.Rbac.Yaml;

/// <summary>Fields of a mapping while it is read.</summary>
internal sealed class YamlFields(InputProblems problems)
{
    /// <summary>Up to so many fields are looked through faster than looked up; most mappings have fewer.</summary>
    private const int Few = 8;

    private readonly List<YamlField> _own = [];
    private Dictionary<string, YamlField>? _byName;
    private Dictionary<string, YamlField>? _merged;

    /// <summary>All of them; its own come before merged ones of the same name.</summary>
    public IReadOnlyList<YamlField> All => _merged is null
        ? _own
        : [.. _own, .. _merged.Values.Where(one => Find(one.Name) is null)];

    /// <summary>Adds a field; a second of the same name is a problem, and ignored.</summary>
    public void Add(YamlValue key, YamlValue value)
    {
        if (key is not YamlScalar { IsEmpty: false, Text: var name })
        {
            problems.Add(key.Location,
                $"a key must be a text, not {key.Description}; quote it, or, if {{{{ … }}}} is a template's, render it first"
                + (problems.Template == YamlComplaint.Template ? " or leave it out with --exclude" : ""));
        }
        else
        {
            Add(new YamlField(name, key.Location, value));
        }
    }

    /// <summary>Adds a field whose key is a text.</summary>
    public void Add(YamlField field)
    {
        if (Find(field.Name) is { } first)
        {
            problems.Add(
                field.Location, $"the key {Quoted.Of(field.Name)} is on line {first.Location.Line} already; remove one of the two");
        }
        else
        {
            Keep(field);
        }
    }

    /// <summary>
    /// Adds what a merge key brings; of several mappings the first wins. Source: https://yaml.org/type/merge.html
    /// Whether it loses to a key that stands before it is answered differently by different readers, so it has to come first.
    /// </summary>
    public void Merge(YamlValue key, YamlValue value)
    {
        if (_own.Count > 0 || _merged is { Count: > 0 })
        {
            problems.Add(key.Location,
                "the merge key << comes after another key, where YAML readers disagree on which value wins; put it first, once");
        }

        _merged ??= new Dictionary<string, YamlField>(StringComparer.Ordinal);
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

    private YamlField? Find(string name) =>
        _byName is null ? _own.Find(one => one.Name == name) : _byName.GetValueOrDefault(name);

    private void Keep(YamlField field)
    {
        _own.Add(field);
        if (_byName is not null)
            _byName.Add(field.Name, field);
        else if (_own.Count > Few)
            _byName = _own.ToDictionary(one => one.Name, StringComparer.Ordinal);
    }
}
