using System.Text;
using System.Text.Json;

namespace Harness.Rbac.Yaml;

/// <summary>
/// Reads a stream of JSON values, one behind the other or a line each, as kubectl does with what begins with a brace. Anything that is no
/// JSON is left to the reader of YAML, of which JSON is a part.
/// </summary>
internal sealed class JsonDocuments
{
    private readonly YamlInput _input;
    private readonly YamlLimits _limits;
    private readonly InputProblems _problems = new();
    private readonly byte[] _bytes;
    private int _values;
    private int _at;
    private int _line = 1;
    private int _column = 1;

    private JsonDocuments(YamlInput input, YamlLimits limits) =>
        (_input, _limits, _bytes) = (input, limits, Encoding.UTF8.GetBytes(input.Text));

    /// <summary>Reads all values.</summary>
    /// <returns>The values; null when this is no JSON, or more than the limits let through, which the reader of YAML explains.</returns>
    public static IReadOnlyList<YamlValue>? TryRead(YamlInput input, YamlLimits limits, InputProblems problems)
    {
        if (input.Text.AsSpan().TrimStart() is not (['{', ..] or ['[', ..]))
            return null;
        var reader = new JsonDocuments(input, limits);
        if (reader.TryRead() is { } documents)
        {
            problems.AddAll(reader._problems);
            return documents;
        }

        return null;
    }

    private List<YamlValue>? TryRead()
    {
        var json = new Utf8JsonReader(_bytes, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = _limits.Depth });
        var documents = new List<YamlValue>();
        try
        {
            while (json.Read())
            {
                if (Read(ref json) is not { } document)
                    return null;
                documents.Add(document);
            }

            return documents;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: an escape that is half a character
        }
    }

    /// <summary>The value that begins with the reader's token, which then is its last; null beyond the limits.</summary>
    private YamlValue? Read(ref Utf8JsonReader json)
    {
        var at = Here(ref json);
        if (++_values > _limits.Values)
            return null;
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadMap(ref json, at),
            JsonTokenType.StartArray => ReadList(ref json, at),
            JsonTokenType.String => new YamlScalar(at, json.GetString()!, YamlScalarKind.Text),
            JsonTokenType.Null => new YamlScalar(at, "null", YamlScalarKind.Null),
            JsonTokenType.Number => new YamlScalar(at, Encoding.UTF8.GetString(json.ValueSpan), YamlScalarKind.Number),
            _ => new YamlScalar(at, json.GetBoolean() ? "true" : "false", YamlScalarKind.Boolean),
        };
    }

    private YamlMap? ReadMap(ref Utf8JsonReader json, SourceLocation at)
    {
        var fields = new YamlFields(_problems);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var key = new YamlScalar(Here(ref json), json.GetString()!, YamlScalarKind.Text);
            json.Read();
            if (Read(ref json) is not { } value)
                return null;
            fields.Add(key, value);
        }

        return new YamlMap(at, fields.All);
    }

    private YamlList? ReadList(ref Utf8JsonReader json, SourceLocation at)
    {
        var items = new List<YamlValue>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (Read(ref json) is not { } item)
                return null;
            items.Add(item);
        }

        return new YamlList(at, items);
    }

    /// <summary>Where the reader's token begins; columns are counted in UTF-16, as everywhere.</summary>
    private SourceLocation Here(ref Utf8JsonReader json)
    {
        for (; _at < json.TokenStartIndex; _at++)
        {
            var b = _bytes[_at];
            if (b == '\n')
                (_line, _column) = (_line + 1, 1);
            else if ((b & 0xC0) != 0x80)
                _column += b >= 0xF0 ? 2 : 1;
        }

        return new SourceLocation(_input.File, _line, _column);
    }
}
