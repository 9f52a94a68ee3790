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

    /// <summary>Where requests come at a rate: those that were due in the measured time. 0 in a closed loop.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Due { get; init; }

    /// <summary>Of those that were due, the ones that were sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Sent { get; init; }

    /// <summary>Of those that were sent, the ones that had to wait for a connection: all were busy when they were due.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Queued { get; init; }

    /// <summary>
    /// How late requests were sent although a connection was free, in microseconds: the engine's own lateness, which is part of the
    /// latencies. Null in a closed loop.
    /// </summary>
    [JsonPropertyName("sendLagMicroseconds")]
    [JsonPropertyOrder(2)]
    [JsonConverter(typeof(HistogramConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HistogramBase? SendLag { get; init; }

    /// <summary>Requests in flight, mean over the measured time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InFlight { get; init; }

    /// <summary>What all measured requests took together, failed ones included, from sending to the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double SecondsInFlight { get; init; }

    /// <summary>Connections that were begun, in the warm-up, too, and also those that failed. Not known of .NET's own client.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Connections { get; init; }

    /// <summary>Bytes sent since the measurement's start, TLS and heads included. Not known of .NET's own client.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long BytesSent { get; init; }

    /// <summary>Bytes received since the measurement's start, TLS and heads included. Not known of .NET's own client.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long BytesReceived { get; init; }

    /// <summary>What the engine itself took.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EngineUse? Engine { get; init; }

    /// <summary>Each second of the round, in order; the last one has the answers that came after the measured time.</summary>
    [JsonPropertyOrder(3)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RoundInterval>? Intervals { get; init; }

    /// <summary>The threshold that ended the round early; null where it ran to its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stopped { get; init; }

    /// <summary>Why the figures do not hold: the engine measured itself or its machine. Null where they hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Invalid { get; init; }

    /// <summary>Requests per second that were due.</summary>
    [JsonIgnore]
    public double RequestedRate => Seconds > 0 ? Due / Seconds : 0;

    /// <summary>Requests per second that were sent.</summary>
    [JsonIgnore]
    public double SentRate => Seconds > 0 ? Sent / Seconds : 0;

    /// <summary>Correctly answered requests.</summary>
    public long Requests => Latencies.TotalCount;

    /// <summary>Failed requests of every kind.</summary>
    public long FailedRequests => Errors.Values.Sum();

    /// <summary>Correctly answered requests per second; errors are never throughput.</summary>
    public double RequestsPerSecond => Seconds > 0 ? Requests / Seconds : 0;

    /// <summary>
    /// Several measurements taken one after the other as one: latencies, errors, counts and seconds added up. Their intervals are left
    /// out, and so is what ended one of them or speaks against it.
    /// </summary>
    public static RoundMeasurement Merge(IEnumerable<RoundMeasurement> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = parts.ToList();
        return Added(all) with { Seconds = all.Sum(part => part.Seconds), TotalSeconds = all.Sum(part => part.TotalSeconds) };
    }

    /// <summary>
    /// Measurements of the same time as one, e.g. of several agents: latencies, errors, counts and intervals added up, seconds averaged.
    /// Nothing is lost. Whether the figures hold is judged anew.
    /// </summary>
    /// <param name="parts">At least one.</param>
    public static RoundMeasurement Together(IEnumerable<RoundMeasurement> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var all = parts.ToList();
        var uses = all.Select(part => part.Engine).OfType<EngineUse>().ToList();
        var together = Added(all) with
        {
            Seconds = all.Average(part => part.Seconds),
            TotalSeconds = all.Max(part => part.TotalSeconds),
            InFlight = all.Sum(part => part.InFlight),
            Engine = uses.Count > 0 ? EngineUse.Together(uses) : null,
            Intervals = [.. all.SelectMany(part => (part.Intervals ?? []).Index()).GroupBy(interval => interval.Index)
                .OrderBy(second => second.Key).Select(second => RoundInterval.Together(second.Select(interval => interval.Item)))],
            Stopped = all.Select(part => part.Stopped).FirstOrDefault(reason => reason is not null),
        };
        return together with { Invalid = RoundValidity.Judge(together) };
    }

    private static RoundMeasurement Added(List<RoundMeasurement> all) => new()
    {
        Latencies = Harness.Load.Engine.Latencies.Merge(all.Select(part => part.Latencies)),
        Errors = all.SelectMany(part => part.Errors)
            .GroupBy(error => error.Key, StringComparer.Ordinal)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value)),
        Seconds = 0,
        Due = all.Sum(part => part.Due),
        Sent = all.Sum(part => part.Sent),
        Queued = all.Sum(part => part.Queued),
        SendLag = all.Exists(part => part.SendLag is not null)
            ? Harness.Load.Engine.Latencies.Merge(all.Select(part => part.SendLag).OfType<HistogramBase>()) : null,
        SecondsInFlight = all.Sum(part => part.SecondsInFlight),
        Connections = all.Sum(part => part.Connections),
        BytesSent = all.Sum(part => part.BytesSent),
        BytesReceived = all.Sum(part => part.BytesReceived),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static RoundMeasurement FromJson(string json) =>
        JsonSerializer.Deserialize(json, EngineJson.Default.RoundMeasurement) ?? throw new JsonException("null is no measurement");

    /// <summary>
    /// One line. Latencies are pairs of value and count, rising. Requests, failed requests and requests per second are there for people.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, EngineJson.Default.RoundMeasurement);

    /// <summary>Writes the same bit by bit, as a long round's is large.</summary>
    /// <param name="output">Where to.</param>
    public Task WriteJsonAsync(Stream output) => JsonSerializer.SerializeAsync(output, this, EngineJson.Default.RoundMeasurement);
}

/// <summary>Generated at compile time: native AOT has no reflection to serialise with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RoundMeasurement))]
[JsonSerializable(typeof(long[][]))]
internal sealed partial class EngineJson : JsonSerializerContext;
