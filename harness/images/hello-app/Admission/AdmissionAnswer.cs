using System.Buffers;
using System.Text.Json;

namespace HelloApp.Admission;

/// <summary>What the API server is told.</summary>
/// <param name="Uid">Of the question.</param>
/// <param name="Refusal">Why the call is refused; null where it is not.</param>
/// <param name="Warning">What the caller is told in a header of the answer, whoever answers; null for nothing.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#response</remarks>
internal sealed record AdmissionAnswer(string Uid, string? Refusal, string? Warning)
{
    private const int Forbidden = 403;

    /// <summary>The AdmissionReview.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, AdmissionRequest.ReviewVersion);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, Uid);
        json.WriteBoolean("allowed"u8, Refusal is null);
        if (Refusal is not null)
            WriteStatus(json, Refusal);
        if (Warning is not null)
        {
            json.WriteStartArray("warnings"u8);
            json.WriteStringValue(Warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <summary>Without a code the API server would answer 400.</summary>
    private static void WriteStatus(Utf8JsonWriter json, string refusal)
    {
        json.WriteStartObject("status"u8);
        json.WriteNumber("code"u8, Forbidden);
        json.WriteString("reason"u8, "Forbidden"u8);
        json.WriteString("message"u8, refusal);
        json.WriteEndObject();
    }
}
