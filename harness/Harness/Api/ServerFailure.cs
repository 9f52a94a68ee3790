using System.Net;
using k8s.Autorest;

namespace Harness.Api;

/// <summary>What an API server refused, or that it went away, and how to fix it.</summary>
public static class ServerFailure
{
    /// <summary>Recognises a failed call to the API server.</summary>
    /// <returns>Null when something else failed.</returns>
    public static HarnessException? Explain(Exception failure) => failure switch
    {
        HttpOperationException answered => HarnessException.Undecided(Answer(answered), answered),
        HttpRequestException broken => HarnessException.Undecided(
            $"the connection to the API server broke: {broken.GetBaseException().Message}; is it still running?", broken),
        _ => null,
    };

    private static string Answer(HttpOperationException answered)
    {
        var status = answered.Response.StatusCode;
        var words = ApiServerStatus.TryRead(answered.Response.Content ?? "")?.Message ?? "";
        var advice = status switch
        {
            HttpStatusCode.Forbidden => "; have it granted, or use another kubeconfig",
            HttpStatusCode.Unauthorized => "; renew the credentials",
            _ => "",
        };
        var call = $"{answered.Request.Method} {answered.Request.RequestUri?.PathAndQuery}";
        return $"the API server answered {call} with {(int)status} {status}"
            + $"{(words.Length == 0 ? "" : $": {words}")}{Repeats(answered)}{advice}";
    }

    /// <summary>How often a call was tried until it was given up, in parentheses; empty where it was not tried again.</summary>
    internal static string Repeats(HttpOperationException answered) =>
        answered.Response.Headers.TryGetValue(RepeatingHandler.GaveUp, out var words) ? $" ({string.Join(' ', words)})" : "";
}
