using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Results;

/// <summary>Latencies as they were counted, so that every statistic can be done again from a result.</summary>
/// <param name="Pairs">Microseconds, its count, the next larger microseconds, its count, and so on.</param>
[JsonConverter(typeof(LatencyCountsConverter))]
public sealed record LatencyCounts(IReadOnlyList<long> Pairs)
{
    /// <summary>How many there are.</summary>
    [JsonIgnore]
    public long Total
    {
        get
        {
            var total = 0L;
            for (var i = 1; i < Pairs.Count; i += 2)
                total += Pairs[i];
            return total;
        }
    }
}

/// <summary>On one line: indented, a round would be hundreds of lines.</summary>
internal sealed class LatencyCountsConverter : JsonConverter<LatencyCounts>
{
    public override LatencyCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var pairs = JsonSerializer.Deserialize<long[]>(ref reader, options) ?? [];
        return pairs.Length % 2 == 0 && pairs.All(number => number >= 0)
            ? new LatencyCounts(pairs)
            : throw new JsonException("latencies are not pairs of microseconds and count");
    }

    public override void Write(Utf8JsonWriter writer, LatencyCounts value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(',', value.Pairs.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]");
}
