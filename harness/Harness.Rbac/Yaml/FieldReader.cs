using System.Globalization;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads the fields of one mapping by their types. What is not as it should be is a problem, and read as if it were not there.
/// </summary>
/// <param name="map">The mapping.</param>
/// <param name="path">Its path from the root, for messages; one that ends with a space is a title before the path.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class FieldReader(YamlMap map, string path, InputProblems problems)
{
    /// <summary>Where the mapping begins.</summary>
    public SourceLocation Location => map.Location;

    /// <summary>Refuses other fields than these.</summary>
    public FieldReader Only(params string[] known)
    {
        foreach (var other in map.Fields.Where(one => !known.Contains(one.Name)))
        {
            var near = Nearest.Of(other.Name.Length > 100 ? "" : other.Name, known);
            Problem(other.Location, $"{Owner} has the unknown field {Quoted.Of(other.Name)}; "
                + (near is null ? $"it knows {string.Join(", ", known)}" : $"did you mean {near}?"));
        }

        return this;
    }

    /// <summary>Refuses other fields than these, but only warns of those that the API server drops without effect.</summary>
    public FieldReader Only(string[] known, params (string Field, string Meaning)[] dropped)
    {
        foreach (var (field, meaning) in dropped.Where(one => Has(one.Field)))
            problems.Warn(At(field), $"{Child(field)} is no field of it, and the API server drops it: {meaning}");
        return Only([.. known, .. dropped.Select(one => one.Field)]);
    }

    /// <summary>Whether a field is there with something behind its colon.</summary>
    public bool Has(string name) => map.Find(name) is not null;

    /// <summary>Whether a field is a number to YAML.</summary>
    public bool IsNumber(string name) => map.Find(name) is YamlScalar { Kind: YamlScalarKind.Number };

    /// <summary>A value as it is; null when there is none.</summary>
    public YamlValue? Find(string name) => map.Find(name);

    /// <summary>The text of any scalar, whatever YAML takes it for; null when there is none.</summary>
    public string? Scalar(string name) => (map.Find(name) as YamlScalar)?.Text;

    /// <summary>Where a field's value stands; the mapping's place where there is none.</summary>
    public SourceLocation At(string name) => map.Find(name)?.Location ?? Location;

    /// <summary>A text; null when there is none.</summary>
    public string? Text(string name) => map.Find(name) is { } value ? AsText(value, Child(name))?.Text : null;

    /// <summary>A text that has to be there, and not be empty.</summary>
    /// <param name="name">The field.</param>
    /// <param name="toDo">What to do where it is not.</param>
    public string RequiredText(string name, string toDo)
    {
        var text = Require(name, toDo) is { } value ? AsText(value, Child(name))?.Text : null;
        if (text is not null && string.IsNullOrWhiteSpace(text))
            Problem(At(name), $"{Child(name)} is empty; {toDo}");
        return text ?? "";
    }

    /// <summary>One of an enumeration's names, which has to be there; null when it is not.</summary>
    public T? RequiredName<T>(string name)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var toDo = $"write {string.Join(", ", names.SkipLast(1))} or {names[^1]}";
        var word = RequiredText(name, toDo);
        if (names.Contains(word))
            return Enum.Parse<T>(word);
        if (word.Length > 0)
            Refuse(name, $"is {Quoted.Of(word)}; {toDo}");
        return null;
    }

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<YamlScalar> Texts(string name) => Items(name, AsText);

    /// <summary>A list of texts that has to be there, and not be empty.</summary>
    public IReadOnlyList<YamlScalar> RequiredTexts(string name, string toDo) => Items(name, AsText, toDo);

    /// <summary>A list of numbers or texts; empty when there is none.</summary>
    public IReadOnlyList<YamlScalar> TextsOrNumbers(string name) =>
        Items(name, (item, where) => item is YamlScalar { Kind: YamlScalarKind.Number } number ? number : AsText(item, where));

    /// <summary>A whole number; null when there is none.</summary>
    public int? Number(string name)
    {
        if (map.Find(name) is not { } value)
            return null;
        var text = value is YamlScalar { Kind: YamlScalarKind.Number } scalar ? scalar.Text : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Problem(value.Location, $"{Child(name)} must be a whole number, not {value.Description}; write one");
        return null;
    }

    /// <summary>Texts by name (labels); empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> TextsByName(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in map.Find(name) is { } value ? AsMap(value, Child(name))?.Fields ?? [] : [])
        {
            if (AsText(one.Value, $"{Child(name)}.{Quoted.Cut(one.Name)}") is { } text)
                texts[one.Name] = text.Text;
        }

        return texts;
    }

    /// <summary>A mapping; null when there is none.</summary>
    public FieldReader? Object(string name) => map.Find(name) is { } value ? AsObject(value, Child(name)) : null;

    /// <summary>A mapping that has to be there; null when it is not.</summary>
    /// <param name="name">The field.</param>
    /// <param name="toDo">What to do where it is not.</param>
    public FieldReader? RequiredObject(string name, string toDo) => Require(name, toDo) is null ? null : Object(name);

    /// <summary>A list of mappings; empty when there is none.</summary>
    public IReadOnlyList<YamlMap> Maps(string name) => Items(name, AsMap);

    /// <summary>A list of mappings to be read; empty when there is none.</summary>
    public IReadOnlyList<FieldReader> Objects(string name) => Items(name, AsObject);

    /// <summary>A list of mappings that has to be there, and may be empty.</summary>
    public IReadOnlyList<FieldReader> PresentObjects(string name, string toDo) => Require(name, toDo) is null ? [] : Objects(name);

    /// <summary>A list of mappings that has to be there, and not be empty.</summary>
    public IReadOnlyList<FieldReader> RequiredObjects(string name, string toDo) => Items(name, AsObject, toDo);

    /// <summary>Adds a problem of a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="what">What is wrong; what to do: the end of a sentence that begins with the field's path.</param>
    public void Refuse(string name, string what) => Problem(At(name), $"{Child(name)} {what}");

    /// <summary>Warns of a field, by the end of a sentence that begins with its path.</summary>
    public void Warn(string name, string what) => problems.Warn(At(name), $"{Child(name)} {what}");

    /// <summary>Adds a problem of the mapping as a whole, by the end of such a sentence.</summary>
    public void Refuse(string what) => Problem(Location, $"{Owner} {what}");

    /// <summary>Adds a problem at a place.</summary>
    public void Problem(SourceLocation at, string what) => problems.Add(at, what);

    /// <summary>Does something that may find its input bad, and places that complaint.</summary>
    /// <returns>What it made; null when it complained.</returns>
    public T? Place<T>(SourceLocation at, Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (HarnessException bad) when (bad.Kind == FailureKind.BadInput)
        {
            Problem(at, bad.Message.ReplaceLineEndings(" "));
            return null;
        }
    }

    private string Owner => path.Length == 0 ? "the document" : path.TrimEnd(' ', ':');

    private string Child(string name) => path.Length == 0 || path[^1] == ' ' ? path + name : $"{path}.{name}";

    private YamlValue? Require(string name, string toDo)
    {
        var value = map.Find(name);
        if (value is null)
            Problem(Location, $"{Owner} has no {name}; {toDo}");
        return value;
    }

    /// <summary>The items of a list, each read; with <paramref name="toDo"/>, of one that has to be there, and not be empty.</summary>
    private IReadOnlyList<T> Items<T>(string name, Func<YamlValue, string, T?> read, string? toDo = null)
        where T : class
    {
        if (toDo is not null && Require(name, toDo) is YamlList { Items.Count: 0 } empty)
            Problem(empty.Location, $"{Child(name)} is empty; {toDo}");
        return [.. Values(name).Select((item, i) => read(item, $"{Child(name)}[{i}]")).OfType<T>()];
    }

    /// <summary>The items of a list, as they are; empty when there is none.</summary>
    internal IReadOnlyList<YamlValue> Values(string name)
    {
        if (map.Find(name) is not { } value)
            return [];
        if (value is YamlList list)
            return list.Items;
        var fix = value is YamlScalar scalar ? $"write {name}: [{Quoted.Cut(scalar.Text)}]" : "write a dash before each of its items";
        Problem(value.Location, $"{Child(name)} must be a list, not {value.Description}; {fix}");
        return [];
    }

    private YamlMap? AsMap(YamlValue value, string where)
    {
        if (value is YamlMap child)
            return child;
        Problem(value.Location, $"{where} must be a mapping, not {value.Description}; write its fields below it, as name: value");
        return null;
    }

    private FieldReader? AsObject(YamlValue value, string where) =>
        AsMap(value, where) is { } one ? new FieldReader(one, where, problems) : null;

    private YamlScalar? AsText(YamlValue value, string where)
    {
        if (value is YamlScalar { Kind: YamlScalarKind.Text } text && !text.Text.Contains("{{", StringComparison.Ordinal))
            return text;
        Problem(value.Location, YamlComplaint.OfNoText(value) is { } complaint ? $"{where} {complaint}" : problems.Template);
        return null;
    }
}
