using System.Text.Json;
using Harness.Load.Engine;

namespace Harness.Workloads;

/// <summary>What a pod's call came back with: hello-app's <c>call</c> command prints it.</summary>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Body">The body as text.</param>
/// <param name="Error">Why no answer came: one of <see cref="ErrorKinds"/>, a colon, and the system's words.</param>
public sealed record PodAnswer(int? Status, string Body, string? Error)
{
    /// <summary>Whether it was answered: a gateway's report that nothing answers behind it does not count.</summary>
    public bool IsAnswered => Status is not (null or 502 or 503 or 504);

    /// <summary>Whether nothing listens there: only a refused connection counts.</summary>
    public bool IsRefused => Status is null && Error?.StartsWith($"{ErrorKinds.ConnectionRefused}:", StringComparison.Ordinal) == true;

    /// <summary>Reads what the pod printed. Anything but an answer is the error.</summary>
    internal static PodAnswer Parse(string output)
    {
        try
        {
            return JsonSerializer.Deserialize<PodAnswer>(output, JsonSerializerOptions.Web)!;
        }
        catch (JsonException)
        {
            return new PodAnswer(null, "", output.Trim());
        }
    }
}
