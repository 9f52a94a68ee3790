using System.Text.Json;
using System.Text.Json.Serialization;
using HdrHistogram;

namespace Harness.Load.Engine;

/// <summary>What one round measured, in this process or in a pod: as JSON it travels without loss.</summary>
public sealed record RoundMeasurement
{
    /// <summary>Latencies of the correctly answered requests, in microseconds.</summary>
    [JsonPropertyName("latencyMicroseconds")]
    [JsonPropertyOrder(1)] // last: it is long
    [JsonConverter(typeof(HistogramConverter))]
    public required HistogramBase Latencies { get; init; }

    /// <summary>Requests that failed or were answered wrongly, by one of <see cref="ErrorKinds"/>.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>Measured length in seconds: from the first measured request to its last answer, mean over the copies.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whole length in seconds: from the warm-up's start to the last answer of all; starting a pod is not included.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>Correctly answered requests.</summary>
    public long Requests => Latencies.TotalCount;

    /// <summary>Failed requests of every kind.</summary>
    public long FailedRequests => Errors.Values.Sum();

    /// <summary>Correctly answered requests per second; errors are never throughput.</summary>
    public double RequestsPerSecond => Seconds > 0 ? Requests / Seconds : 0;

    /// <summary>Several measurements taken one after the other as one: latencies, errors and seconds added up.</summary>
    public static RoundMeasurement Merge(IEnumerable<RoundMeasurement> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = parts.ToList();
        return new RoundMeasurement
        {
            Latencies = Engine.Latencies.Merge(all.Select(part => part.Latencies)),
            Errors = all.SelectMany(part => part.Errors)
                .GroupBy(error => error.Key, StringComparer.Ordinal)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value)),
            Seconds = all.Sum(part => part.Seconds),
            TotalSeconds = all.Sum(part => part.TotalSeconds),
        };
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static RoundMeasurement FromJson(string json) =>
        JsonSerializer.Deserialize(json, EngineJson.Default.RoundMeasurement) ?? throw new JsonException("null is no measurement");

    /// <summary>
    /// One line. Latencies are pairs of value and count, rising. Requests, failed requests and requests per second are there for people.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, EngineJson.Default.RoundMeasurement);
}

/// <summary>Generated at compile time: native AOT has no reflection to serialise with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RoundMeasurement))]
[JsonSerializable(typeof(long[][]))]
internal sealed partial class EngineJson : JsonSerializerContext;
