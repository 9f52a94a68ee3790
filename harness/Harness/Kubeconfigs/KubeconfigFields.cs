using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Kubeconfigs;

/// <summary>
/// Reads the fields of one mapping in a kubeconfig. Its values may be secrets, so no message shows one; what is not as it should be
/// ends the reading.
/// </summary>
/// <param name="map">The mapping.</param>
/// <param name="path">Its path from the root; empty for the root.</param>
internal sealed partial class KubeconfigFields(YamlMap map, string path)
{
    /// <summary>Refuses other fields than these.</summary>
    /// <exception cref="HarnessException">There is another (exit code 2).</exception>
    public KubeconfigFields Only(params string[] known)
    {
        foreach (var other in map.Fields.Where(field => !known.Contains(field.Name)))
        {
            // "token:secret" without a space is a name to YAML.
            var shown = FieldName().IsMatch(other.Name) ? Quoted.Of(other.Name) : "whose name is not shown, as it may hold a secret";
            var near = FieldName().IsMatch(other.Name) ? Nearest.Of(other.Name, known) : null;
            throw Refused(other.Location, $"{(path.Length == 0 ? "the file" : path)} has the unknown field {shown}; "
                + (near is null ? $"it knows {string.Join(", ", known)}" : $"did you mean {near}?"));
        }

        return this;
    }

    /// <summary>Whether a field is there with something behind its colon.</summary>
    public bool Has(string name) => map.Find(name) is not null;

    /// <summary>A text; null when there is none, or an empty one, which Kubernetes takes for the same.</summary>
    /// <exception cref="HarnessException">It is something else, or has a control character (exit code 2).</exception>
    public string? Text(string name) => map.Find(name) is { } value && Text(value, Child(name)) is { Length: > 0 } text ? text : null;

    /// <summary>Texts; empty when there are none.</summary>
    /// <exception cref="HarnessException">They are something else (exit code 2).</exception>
    public IReadOnlyList<string> Texts(string name) => Items(name, Text);

    /// <summary>Lists of texts by name; empty when there are none.</summary>
    /// <exception cref="HarnessException">They are something else (exit code 2).</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> TextsByName(string name)
    {
        if (Object(name) is not { } named)
            return new Dictionary<string, IReadOnlyList<string>>();
        return named.Names.ToDictionary(one => one, named.Texts);
    }

    /// <summary>Yes or no; no when there is nothing.</summary>
    /// <exception cref="HarnessException">It is something else (exit code 2).</exception>
    public bool Flag(string name) => map.Find(name) switch
    {
        null => false,
        YamlScalar { Kind: YamlScalarKind.Boolean } scalar => scalar.Text.ToUpperInvariant() is "TRUE" or "YES" or "Y" or "ON",
        var other => throw Refused(other.Location, $"{Child(name)} must be true or false, without quotes"),
    };

    /// <summary>A mapping; null when there is none.</summary>
    /// <exception cref="HarnessException">It is something else (exit code 2).</exception>
    public KubeconfigFields? Object(string name) =>
        map.Find(name) is { } value ? new KubeconfigFields(AsMap(value, Child(name)), Child(name)) : null;

    /// <summary>A list of mappings; empty when there is none.</summary>
    /// <exception cref="HarnessException">It is something else (exit code 2).</exception>
    public IReadOnlyList<KubeconfigFields> Objects(string name) =>
        Items(name, (item, where) => new KubeconfigFields(AsMap(item, where), where));

    /// <summary>The mapping as JSON.</summary>
    public System.Text.Json.Nodes.JsonObject ToJson() => YamlJson.Of(map);

    /// <summary>A complaint about a field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="what">The end of a sentence that begins with its path: what is wrong; what to do.</param>
    public HarnessException Refused(string name, string what) => Refused(map.Find(name)?.Location ?? map.Location, $"{Child(name)} {what}");

    private IEnumerable<string> Names => map.Fields.Select(one => one.Name);

    private string Child(string name) => path.Length == 0 ? name : $"{path}.{Quoted.Cut(name)}";

    private IReadOnlyList<T> Items<T>(string name, Func<YamlValue, string, T> read) => map.Find(name) switch
    {
        null => [],
        YamlList list => [.. list.Items.Select((item, i) => read(item, $"{Child(name)}[{i}]"))],
        var other => throw Refused(other.Location, $"{Child(name)} must be a list; write a dash before each of its items"),
    };

    private static YamlMap AsMap(YamlValue value, string where) =>
        value as YamlMap ?? throw Refused(value.Location, $"{where} must be a mapping; write its fields below it, as name: value");

    private static string Text(YamlValue value, string where) => value switch
    {
        YamlScalar { Kind: YamlScalarKind.Text } text => text.Text,
        YamlScalar { Kind: YamlScalarKind.Null } => "",
        YamlScalar => throw Refused(value.Location, $"{where} is a number or a boolean to YAML, not a text; put it in quotes"),
        _ => throw Refused(value.Location, $"{where} must be a text; write one value"),
    };

    private static HarnessException Refused(SourceLocation at, string what) =>
        HarnessException.BadInput($"{at.File}:{at.Line}:{at.Column}: {what}");

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,39}\z")]
    private static partial Regex FieldName();
}
