using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Harness.Cli.Terminal;

/// <summary>Results for programs.</summary>
internal static class Json
{
    // Arrows and quotation marks as they are: this is not HTML.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes one document.</summary>
    public static void Write(object document) => Screen.Document(PrintableText.Json(JsonSerializer.Serialize(document, Options)));
}
