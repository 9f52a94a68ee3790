namespace Harness.Scenarios.Alternatives;

/// <summary>The comparison of alternatives: what is compared, and what is asked of each.</summary>
internal static class Comparison
{
    public const string Ingress = "ingress controller";
    public const string ReverseProxy = "reverse proxy";
    public const string Sidecar = "sidecar";
    public const string ApiServer = "API server's proxy";

    public const string WhoAuthenticates = "who authenticates";
    public const string StaysOpen = "what stays open behind it";
    public const string Memory = "memory";
    public const string Cpu = "processor time for each request";
    public const string Latency = "median latency, one connection";
    public const string CannotDo = "what it cannot do";
}
