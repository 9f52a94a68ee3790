using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Harness.Results;

/// <summary>
/// How results look in JSON: camelCase, enums as camelCase strings, every duration a number of seconds in a member
/// named <c>…Seconds</c>, times in ISO 8601 UTC, indented.
/// </summary>
public static class ResultsJson
{
    /// <summary>For every result file, and for results on stdout.</summary>
    public static JsonSerializerOptions Options { get; } = Build();

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            NewLine = "\n",
            // These are files for people, never pasted into HTML: → and ' stay as they are.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // A measurement that divides by nothing must not lose the other results.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDurationsBySeconds } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MaskedConverter());
        options.Converters.Add(new SecondsConverter());
        options.Converters.Add(new UtcConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void NameDurationsBySeconds(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.PropertyType == typeof(TimeSpan)))
            property.Name += "Seconds";
    }

    /// <summary>Texts without what looks like a secret; those of earlier versions, too.</summary>
    private sealed class MaskedConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? SecretMask.Of(text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(SecretMask.Of(value));

        // Errors are counted by what went wrong, so an answer can be a name, too.
        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            SecretMask.Of(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(SecretMask.Of(value));
    }

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        /// <summary>Some 30 years: of longer ones, not even a sum could be shown.</summary>
        private const double Longest = 1e9;

        // Rounded, since TimeSpan.FromSeconds cuts off and would lose a tick on each way through a file.
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble() is var seconds && Math.Abs(seconds) <= Longest
                ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
                : throw new JsonException("no run takes that many seconds");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.TotalSeconds);
    }

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
