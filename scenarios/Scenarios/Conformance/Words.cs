using Harness.Rbac.Objects;

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
    /// The pod was chosen and could not be reached. Older versions do not make an API error of the transport's, and so it has no reason
    /// (source: k8s.io/apimachinery/pkg/util/proxy/transport.go, RoundTrip).
    /// </summary>
    public static readonly Expectation Unreachable = ((Expectation)$"500: {UnreachablePhrase}")
        .Since(KubernetesChanges.UnreachableIsUnavailable, $"503 ServiceUnavailable: {UnreachablePhrase}");
}
