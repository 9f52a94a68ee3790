using Harness.Api;
using k8s.Autorest;

namespace Harness.Asking;

/// <summary>Calls to the API server that got no answer, or one that decides nothing.</summary>
internal static class NoDecision
{
    /// <summary>Whether a failure is one of those; being cancelled is not.</summary>
    public static bool Is(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpOperationException or HttpRequestException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>What came back, in the API server's own words where it had any.</summary>
    public static string Text(Exception failure) => failure switch
    {
        HttpOperationException { Response: var answer } =>
            $"{(int)answer.StatusCode} {ApiServerStatus.TryRead(answer.Content ?? "")?.Message ?? answer.StatusCode.ToString()}",
        OperationCanceledException => "no answer in time",
        _ => failure.GetBaseException().Message,
    };
}
