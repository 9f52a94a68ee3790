using System.Text.Json;

namespace Harness.Results;

/// <summary>
/// No list of a result has a null in it. The serializer respects annotations of members, but not of what lists are made of, and every
/// report would have to.
/// </summary>
internal static class NoNullItems
{
    /// <exception cref="JsonException">A list has one.</exception>
    public static void Ensure(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var inList = new Stack<bool>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    inList.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    inList.Pop();
                    break;
                case JsonTokenType.Null when inList.TryPeek(out var isList) && isList:
                    throw At(json[..(int)reader.TokenStartIndex]);
            }
        }
    }

    private static JsonException At(ReadOnlySpan<byte> before) => new(
        "an item of a list is null", null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'));
}
