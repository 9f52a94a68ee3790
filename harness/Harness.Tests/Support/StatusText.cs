using System.Globalization;
using System.Text.Json;

namespace Harness.Tests.Support;

/// <summary>The API server's Status object as it stands on the wire.</summary>
internal static class StatusText
{
    public static string Of(int code, string reason, string message = "no") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","code":{{code}}"""
        + $$""","message":{{JsonSerializer.Serialize(message)}},"reason":"{{reason}}"}""");
}
