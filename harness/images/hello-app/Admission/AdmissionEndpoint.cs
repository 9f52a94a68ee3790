using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Admission;

/// <summary>
/// A validating webhook that decides calls through the API server's proxy by their path, by the rules that
/// <c>generate</c> writes into a ValidatingAdmissionPolicy: for clusters that have none.
/// </summary>
/// <param name="allows">Whether the rules allow a call.</param>
internal sealed class AdmissionEndpoint(Func<AdmissionRequest, bool> allows)
{
    // An AdmissionReview of a CONNECT holds who calls and a path, which the API server's own limit on request lines keeps short.
    private const int MaxReview = 1024 * 1024;

    private const int ShownPath = 300;

    /// <summary>Adds <c>/admission</c>, and <c>/admission/aloud</c>, which tells the caller what admission was shown.</summary>
    public static void Add(Routes routes, Func<AdmissionRequest, bool> allows)
    {
        var endpoint = new AdmissionEndpoint(allows);
        routes.Exact("/admission", context => endpoint.AnswerAsync(context, isAloud: false));
        routes.Exact("/admission/aloud", context => endpoint.AnswerAsync(context, isAloud: true));
    }

    private async Task AnswerAsync(HttpContext context, bool isAloud)
    {
        AdmissionRequest request;
        try
        {
            request = AdmissionRequest.Parse(await ReadAsync(context));
        }
        catch (FormatException malformed)
        {
            await Reply.BadRequestAsync(context, malformed.Message);
            return;
        }

        var answer = new AdmissionAnswer(
            request.Uid, allows(request) ? null : Refusal(request), isAloud ? $"saw {Escaped(request.Path)}" : null);
        await Reply.BytesAsync(context, StatusCodes.Status200OK, "application/json", answer.ToJson());
    }

    /// <summary>The rule is not told: who is refused needs to know no more than that.</summary>
    private static string Refusal(AdmissionRequest request)
    {
        var path = Escaped(request.Path);
        return $"the path {(path.Length > ShownPath ? path[..ShownPath] + "…" : path)} is not allowed";
    }

    /// <summary>For a header: every character but slashes and those that need no escaping is escaped.</summary>
    private static string Escaped(string? path) =>
        path is null ? "(none)" : Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            if (whole.Length + read > MaxReview)
                throw new FormatException($"the AdmissionReview is longer than {MaxReview} bytes");
            whole.Write(buffer, 0, read);
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
