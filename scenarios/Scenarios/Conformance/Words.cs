namespace Harness.Scenarios.Conformance;

/// <summary>The words that expectations and observations share.</summary>
internal static class Words
{
    public const string Greeting = $"200: {GreetingPhrase}";
    public const string GreetingPhrase = "Hello, world!";
    public const string AsSent = "as sent";
    public const string Removed = "removed";
    public const string NoEndpoints = $"503 ServiceUnavailable: {NoEndpointsPhrase}";
    public const string NoEndpointsPhrase = "no endpoints available for service";
    public const string UnreachablePhrase = "error trying to reach service";

    /// <summary>
    /// The pod was chosen and could not be reached. Up to 1.20 the transport's error is not an API error, and so a 500 without a
    /// reason (source: k8s.io/apimachinery/pkg/util/proxy/transport.go, RoundTrip; changed by kubernetes/kubernetes#98841).
    /// </summary>
    public static readonly Expectation Unreachable = ((Expectation)$"500: {UnreachablePhrase}")
        .Since(1, 21, $"503 ServiceUnavailable: {UnreachablePhrase}");
}
