namespace Harness.Images;

/// <summary>Every image made by others: nothing else in the code names one.</summary>
public static class ThirdPartyImages
{
    /// <summary>The k3s node (<c>--k3s-image</c>); without a registry the offline node takes its place.</summary>
    public const string K3s = "rancher/k3s:v1.36.4-k3s1";

    /// <summary>Google's sample, for clusters that cannot be given the one built here (<c>--hello-image</c>).</summary>
    public const string HelloApp = "gcr.io/google-samples/hello-app:1.0";

    /// <summary>The web server and reverse proxy. Its pods name the program: <c>nginx</c> is on the PATH of both images.</summary>
    public static ThirdPartyImage Nginx { get; } = new("nginx", "docker.io/library/nginx:1.28", ["nginx-light"]);

    /// <summary>The monitoring server. Its pods name the program: <c>prometheus</c> is on the PATH of both images.</summary>
    public static ThirdPartyImage Prometheus { get; } = new("prometheus", "docker.io/prom/prometheus:v3.5.0", ["prometheus"]);

    /// <summary>Those that scenarios put into pods.</summary>
    public static IReadOnlyList<ThirdPartyImage> OfPods { get; } = [Nginx, Prometheus];
}
