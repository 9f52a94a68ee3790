using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Load.Engine;

/// <summary>As a list: a bucket's smallest value, its count, the next bucket's value, its count, and so on.</summary>
internal sealed class PackedCountsConverter : JsonConverter<PackedCounts>
{
    public override PackedCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var counts = new IntervalCounts();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("a second's latencies are no list");
        while (Number(ref reader) is { } microseconds)
        {
            if (microseconds > Latencies.LongestMicroseconds || Number(ref reader) is not { } count || count == 0)
                throw new JsonException("a second's latencies are not microseconds and count in turn");
            counts.Record(microseconds, count);
        }

        return counts.ToPacked();
    }

    public override void Write(Utf8JsonWriter writer, PackedCounts value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (microseconds, count) in value)
        {
            writer.WriteNumberValue(microseconds);
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
    }

    /// <summary>The next number; null at the list's end.</summary>
    private static int? Number(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            return null;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0
            ? number
            : throw new JsonException("a second's latencies hold something else than whole numbers");
    }
}
