using System.Text.Json;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Auditing;

/// <summary>How the fields of an event that matter are read. What is null, or of a type that it should not be, counts as absent.</summary>
internal static class AuditField
{
    /// <summary>Reads a field whose name has just been read.</summary>
    public delegate void Reading(ref Utf8JsonReader reader, AuditFields fields, TextPool texts);

    /// <summary>How the field is read whose name the reader is at; null for one that does not matter.</summary>
    public static Reading? Find(ref Utf8JsonReader reader)
    {
        foreach (var (name, read) in Known)
        {
            if (reader.ValueTextEquals(name))
                return read;
        }

        return null;
    }

    private static readonly (byte[] Name, Reading Read)[] Known =
    [
        ([.. "apiVersion"u8], static (ref reader, fields, texts) => fields.ApiVersion = Text(ref reader, texts)),
        ([.. "kind"u8], static (ref reader, fields, texts) => fields.Kind = Text(ref reader, texts)),
        ([.. "level"u8], static (ref reader, fields, texts) => fields.Level = Text(ref reader, texts)),
        ([.. "auditID"u8], static (ref reader, fields, _) => fields.Id = Text(ref reader, null)),
        ([.. "stage"u8], static (ref reader, fields, texts) => fields.Stage = Text(ref reader, texts)),
        ([.. "verb"u8], static (ref reader, fields, texts) => fields.Verb = Text(ref reader, texts)),
        ([.. "userAgent"u8], static (ref reader, fields, texts) => fields.Agent = Text(ref reader, texts)),
        ([.. "requestURI"u8], static (ref reader, fields, _) => fields.RequestUri = Text(ref reader, null)),
        ([.. "user"u8], static (ref reader, fields, texts) => User(ref reader, fields.User, texts)),
        ([.. "impersonatedUser"u8], static (ref reader, fields, texts) => User(ref reader, fields.Impersonated, texts)),
        ([.. "objectRef"u8], static (ref reader, fields, texts) => fields.Target = Target(ref reader, texts)),
        ([.. "responseStatus"u8], static (ref reader, fields, texts) => Response(ref reader, fields, texts)),
        ([.. "annotations"u8], static (ref reader, fields, texts) => Annotations(ref reader, fields, texts)),
        ([.. "requestReceivedTimestamp"u8], static (ref reader, fields, _) => fields.Received = Time(ref reader)),
        ([.. "stageTimestamp"u8], static (ref reader, fields, _) => fields.Reached = Time(ref reader)),
    ];

    private static void User(ref Utf8JsonReader reader, AuditUser user, TextPool texts)
    {
        user.Clear();
        for (var inside = Begin(ref reader); inside && Next(ref reader);)
        {
            if (reader.ValueTextEquals("username"u8))
                user.Name = Text(ref reader, texts);
            else if (reader.ValueTextEquals("groups"u8))
                Groups(ref reader, user, texts);
            else
                reader.Skip();
        }
    }

    private static void Groups(ref Utf8JsonReader reader, AuditUser user, TextPool texts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                user.Groups.Add(Here(ref reader, texts));
            else
                reader.Skip();
        }
    }

    private static AuditTarget? Target(ref Utf8JsonReader reader, TextPool texts)
    {
        if (!Begin(ref reader))
            return null;
        var target = new AuditTarget("", "", "", "", "");
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("resource"u8))
                target = target with { Resource = Text(ref reader, texts) ?? "" };
            else if (reader.ValueTextEquals("subresource"u8))
                target = target with { Subresource = Text(ref reader, texts) ?? "" };
            else if (reader.ValueTextEquals("namespace"u8))
                target = target with { Namespace = Text(ref reader, texts) ?? "" };
            else if (reader.ValueTextEquals("name"u8))
                target = target with { Name = Text(ref reader, texts) ?? "" };
            else if (reader.ValueTextEquals("apiGroup"u8))
                target = target with { ApiGroup = Text(ref reader, texts) ?? "" };
            else
                reader.Skip();
        }

        return target;
    }

    private static void Response(ref Utf8JsonReader reader, AuditFields fields, TextPool texts)
    {
        for (var inside = Begin(ref reader); inside && Next(ref reader);)
        {
            if (reader.ValueTextEquals("code"u8))
                fields.Status = Number(ref reader);
            else if (reader.ValueTextEquals("status"u8))
                fields.IsFailure = Text(ref reader, texts) == "Failure";
            else
                reader.Skip();
        }
    }

    private static void Annotations(ref Utf8JsonReader reader, AuditFields fields, TextPool texts)
    {
        for (var inside = Begin(ref reader); inside && Next(ref reader);)
        {
            if (reader.ValueTextEquals("authorization.k8s.io/decision"u8))
                fields.Decision = Text(ref reader, texts);
            else if (reader.ValueTextEquals("authorization.k8s.io/reason"u8))
                fields.Reason = Text(ref reader, null);
            else
                reader.Skip();
        }
    }

    /// <summary>Enters an object; anything else is passed over.</summary>
    private static bool Begin(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        reader.Skip();
        return false;
    }

    /// <summary>The next name of an object.</summary>
    private static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static string? Text(ref Utf8JsonReader reader, TextPool? texts)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return Here(ref reader, texts);
        reader.Skip();
        return null;
    }

    /// <summary>The text that the reader is at: without making it again where the pool has it.</summary>
    private static string Here(ref Utf8JsonReader reader, TextPool? texts)
    {
        if (texts is null || reader.ValueSpan.Length > 256)
            return reader.GetString()!;
        Span<char> text = stackalloc char[256];
        return texts.Of(text[..reader.CopyString(text)]);
    }

    private static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
            return number;
        reader.Skip();
        return null;
    }

    private static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time))
            return time.ToUniversalTime();
        reader.Skip();
        return null;
    }
}
