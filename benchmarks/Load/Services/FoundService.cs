using System.Globalization;
using System.Net;
using Harness.Api;
using Harness.Proxying;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Load.Services;

/// <summary>A service on a cluster, and the port that is asked.</summary>
/// <param name="Url">Its proxy URL, without a path.</param>
/// <param name="NodePort">The port on every node; null where it has none, or where that is not known.</param>
/// <param name="Unknown">Why the service itself could not be read; null where it was.</param>
internal sealed record FoundService(ServiceProxyUrl Url, int? NodePort, string? Unknown)
{
    /// <summary>What its pods are selected by; null where it selects none, or where that is not known.</summary>
    public string? Selector { get; init; }

    /// <summary>The port that is asked; null where the service could not be read.</summary>
    public V1ServicePort? Port { get; init; }

    /// <summary>Whether its name stands for its pods' addresses, and not for one of its own.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>What to do where a call was answered with a status that cannot be measured.</summary>
    /// <param name="status">The status.</param>
    public string Advice(int status) => status switch
    {
        // By the plain name, the API server calls a port without a name, and nothing else.
        503 when Unknown is not null && Url.Name.Port is null =>
            $"if the service's ports have names, name one, as in --service {Url.Namespace}/{Url.Service}:PORT; {Unknown}",
        503 => "check that its pods are ready, and that they listen on that port",
        _ => "check --path and --method: it must be answered below 300",
    };

    /// <summary>Reads it, as the kubeconfig's user.</summary>
    /// <exception cref="HarnessException">
    /// There is no such service or port (exit code 2), or it could not be asked for (exit code 3). Where the user may call a service but
    /// not read it, nothing is known but its name.
    /// </exception>
    public static async Task<FoundService> FindAsync(ApiCaller caller, ServiceAddress address, CancellationToken stop)
    {
        try
        {
            var service = await caller.Client.CoreV1.ReadNamespacedServiceAsync(
                address.Name, address.Namespace, cancellationToken: stop).ConfigureAwait(false);
            return Of(service, address);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return new FoundService(
                At(address, address.Port), null, $"{caller.Source}'s user may not read services in {address.Namespace} (403 Forbidden)");
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            throw HarnessException.BadInput(
                $"--service {address}: there is no service {address.Name} in namespace {address.Namespace}; "
                + $"see kubectl get services --namespace {address.Namespace}");
        }
        catch (Exception failure) when (failure is HttpOperationException or HttpRequestException)
        {
            throw HarnessException.Undecided(
                $"could not ask {caller.Api.Address.Authority} for service {address}: {failure.GetBaseException().Message}", failure);
        }
    }

    /// <summary>The port that is meant: the given one, or the only one.</summary>
    internal static FoundService Of(V1Service service, ServiceAddress address)
    {
        if (service.Spec.Type == "ExternalName")
            throw HarnessException.BadInput($"--service {address}: it is an ExternalName, which the API server's proxy does not call");
        var ports = service.Spec.Ports ?? [];
        var port = address.Port is null
            ? ports is [var only] ? only : null
            : ports.FirstOrDefault(one => one.Name == address.Port
                || one.Port.ToString(CultureInfo.InvariantCulture) == address.Port);
        if (port is null)
        {
            throw HarnessException.BadInput($"--service {address}: "
                + (address.Port is null ? "it has several ports, or none; name one of " : $"it has no port {address.Port}; it has ")
                + string.Join(", ", ports.Select(Describe).DefaultIfEmpty("(none)")));
        }

        if (port.Protocol is "UDP" or "SCTP")
        {
            throw HarnessException.BadInput(
                $"--service {address}: port {Describe(port)} is {port.Protocol}; the proxy speaks HTTP over TCP");
        }

        return new FoundService(At(address, address.Port ?? port.Name), port.NodePort, null)
        {
            Selector = service.Spec.Selector is { Count: > 0 } labels
                ? string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"))
                : null,
            Port = port,
            IsHeadless = service.Spec.ClusterIP == "None",
        };
    }

    private static ServiceProxyUrl At(ServiceAddress address, string? port)
    {
        var url = ServiceProxyUrl.For(address.Namespace, address.Name);
        return string.IsNullOrEmpty(port) ? url
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? url.WithPort(number)
            : url.WithPort(port);
    }

    private static string Describe(V1ServicePort port) => string.IsNullOrEmpty(port.Name)
        ? FormattableString.Invariant($"{port.Port}")
        : FormattableString.Invariant($"{port.Name} ({port.Port})");
}
