using System.Text.Json;
using System.Text.Json.Serialization;
using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>
/// A histogram as pairs of a bucket's smallest value and its count. Nothing is lost between histograms made by <see cref="Latencies"/>,
/// which all have the same buckets.
/// </summary>
internal sealed class HistogramConverter : JsonConverter<HistogramBase>
{
    public override HistogramBase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var histogram = Latencies.NewHistogram();
        foreach (var pair in JsonSerializer.Deserialize(ref reader, EngineJson.Default.Int64ArrayArray)!)
        {
            if (pair is not [>= 0 and <= Latencies.LongestMicroseconds, > 0])
                throw new JsonException("latencies are not pairs of microseconds and count");
            histogram.RecordValueWithCount(pair[0], pair[1]);
        }

        return histogram;
    }

    public override void Write(Utf8JsonWriter writer, HistogramBase value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var recorded in value.RecordedValues())
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.LowestEquivalentValue(recorded.ValueIteratedTo));
            writer.WriteNumberValue(recorded.CountAtValueIteratedTo);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
