using System.Text.Json;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>Reads a line of an audit log: an event, or a list of events as webhooks are sent it.</summary>
internal sealed class AuditLine
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };
    private readonly TextPool _texts = new();
    private readonly List<AuditFields> _items = [];
    private readonly AuditFields _fields = new();

    /// <summary>Reads it.</summary>
    /// <param name="line">The line, in UTF-8.</param>
    /// <param name="events">Where its events go; none of a line that is wrong.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Read(ReadOnlySpan<byte> line, List<AuditEvent> events)
    {
        events.Clear();
        try
        {
            return ReadDocument(line, events);
        }
        catch (JsonException)
        {
            return "is no JSON; write each event on a line of its own (jq -c does it)";
        }
        catch (InvalidOperationException)
        {
            return "holds text that is not UTF-8";
        }
    }

    private string? ReadDocument(ReadOnlySpan<byte> line, List<AuditEvent> events)
    {
        var reader = new Utf8JsonReader(line, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return "is JSON, but no audit event";
        _items.Clear();
        _fields.Clear();
        ReadObject(ref reader, _fields, isOuter: true);
        if (reader.Read()) // only white space may follow, or it throws
            return "is JSON, but no audit event";
        if (_fields.WrongKind() is { } wrong)
            return wrong;
        IReadOnlyList<AuditFields> all = _fields.IsList ? _items : [_fields];
        foreach (var fields in all)
        {
            if (fields.ToEvent(out var read) is { } problem)
            {
                events.Clear();
                return problem;
            }

            if (read is not null)
                events.Add(read);
        }

        return null;
    }

    /// <summary>The fields that matter; all others are passed over.</summary>
    private void ReadObject(ref Utf8JsonReader reader, AuditFields fields, bool isOuter)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isOuter && reader.ValueTextEquals("items"u8))
                ReadItems(ref reader);
            else if (AuditField.Find(ref reader) is { } field)
                field(ref reader, fields, _texts);
            else
                reader.Skip();
        }
    }

    private void ReadItems(ref Utf8JsonReader reader)
    {
        _fields.IsList = true;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException();
            var item = new AuditFields();
            ReadObject(ref reader, item, isOuter: false);
            _items.Add(item);
        }
    }
}
