using System.Globalization;
using Harness.Api;
using k8s;
using k8s.Models;

namespace Harness.Load.Services;

/// <summary>How pods of the cluster call a service past the API server: by its name in the cluster's DNS.</summary>
/// <param name="Url">Scheme, host and port.</param>
/// <param name="SpreadsAddresses">Whether the name stands for the addresses of all pods, each of which is to be called.</param>
internal sealed record InClusterWay(Uri Url, bool SpreadsAddresses)
{
    /// <summary>Finds it. A headless service has no port of its own: its pods are called on theirs.</summary>
    /// <exception cref="HarnessException">The service could not be read, or no pod has its port (exit code 3).</exception>
    public static async Task<InClusterWay> FindAsync(ApiCaller caller, FoundService service, CancellationToken stop)
    {
        if (service.Port is not { } port)
        {
            throw HarnessException.Undecided(
                $"nothing was measured: {service.Unknown}, and so its own address is not known; grant it get on services there");
        }

        if (!service.IsHeadless)
            return new InClusterWay(At(service, port.Port), false);
        var endpoints = TargetOf(port) is null
            ? await caller.Client.CoreV1.ReadNamespacedEndpointsAsync(
                service.Url.Service, service.Url.Namespace, cancellationToken: stop).ConfigureAwait(false)
            : null;
        return Headless(service, port, endpoints);
    }

    /// <summary>The way to a headless service's pods.</summary>
    /// <param name="service">The service.</param>
    /// <param name="port">Its port.</param>
    /// <param name="endpoints">Its endpoints, where the port of its pods has a name; null where it has a number.</param>
    internal static InClusterWay Headless(FoundService service, V1ServicePort port, V1Endpoints? endpoints)
    {
        var numbers = TargetOf(port) is { } number ? [number] : (endpoints?.Subsets ?? [])
            .SelectMany(subset => subset.Ports ?? []).Where(one => (one.Name ?? "") == (port.Name ?? ""))
            .Select(one => one.Port).Distinct().ToList();
        return numbers is [var only]
            ? new InClusterWay(At(service, only), true)
            : throw HarnessException.Undecided(
                $"nothing was measured: {service.Url.Namespace}/{service.Url.Service} is headless, and "
                + (numbers.Count == 0
                    ? "no ready pod has its port"
                    : $"its pods serve it on different ports ({string.Join(", ", numbers)})"));
    }

    private static int? TargetOf(V1ServicePort port) => port.TargetPort?.Value is not { Length: > 0 } target ? port.Port
        : int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static Uri At(FoundService service, int port) =>
        new UriBuilder("http", $"{service.Url.Service}.{service.Url.Namespace}.svc", port).Uri;
}
