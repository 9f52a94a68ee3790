using System.Globalization;
using System.Net;
using System.Text.Json;
using Harness.Api;
using Harness.Load.Engine;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Workloads.Agents;

/// <summary>
/// An agent in its pod, asked through the API server, since this host may reach no pod. Other pods reach its port as well: the key keeps
/// them from ordering anything.
/// </summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="pod">Its pod.</param>
/// <param name="key">The run's key.</param>
internal sealed class LoadAgent(IKubernetes admin, V1Pod pod, string key) : ILoadAgent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <inheritdoc/>
    public int Index { get; } = AgentObjects.IndexOf(pod) ?? throw new ArgumentException("no agent's pod", nameof(pod));

    /// <inheritdoc/>
    public string Pod { get; } = pod.Metadata.Name;

    /// <inheritdoc/>
    public string Node { get; } = pod.Spec.NodeName ?? "";

    private string Namespace => pod.Metadata.NamespaceProperty;

    /// <inheritdoc/>
    public async Task<long> ClockAsync(CancellationToken cancellationToken)
    {
        var text = await CallAsync(HttpMethod.Get, AgentPaths.Clock, null, cancellationToken).ConfigureAwait(false);
        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            ? microseconds
            : throw new AgentSilentException(Index, $"{this} has no time, but says: {text}");
    }

    /// <inheritdoc/>
    public async Task<HttpAnswer> AskAsync(string target, CancellationToken cancellationToken) => Read(
        await CallAsync(HttpMethod.Post, AgentPaths.Request + Uri.EscapeDataString(target), null, cancellationToken).ConfigureAwait(false),
        text => JsonSerializer.Deserialize<HttpAnswer>(text, Json)!);

    /// <inheritdoc/>
    public Task OrderAsync(AgentOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        return CallAsync(HttpMethod.Post, AgentPaths.Rounds, order.ToJson(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AgentReport> ReportAsync(string round, CancellationToken cancellationToken) => Read(
        await CallAsync(HttpMethod.Get, AgentPaths.Round + round, null, cancellationToken).ConfigureAwait(false), AgentReport.FromJson);

    /// <inheritdoc/>
    public async Task<string?> WhyLostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = await admin.CoreV1.ReadNamespacedPodAsync(Pod, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
            return now.Metadata.Uid == pod.Metadata.Uid ? Ended(now) : $"pod {Pod} was replaced";
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return $"pod {Pod} is gone";
        }
        catch (Exception busy) when (busy is HttpOperationException or HttpRequestException or IOException)
        {
            return null; // not known: it is asked again
        }
    }

    /// <summary>For messages.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"agent {Index} ({Namespace}/{Pod})");

    /// <summary>Why a pod's agent no longer runs; null where it does.</summary>
    internal static string? Ended(V1Pod pod)
    {
        var name = pod.Metadata.Name;
        var reasons = pod.Status.ContainerStatuses?.Select(status => status.State.Terminated).FirstOrDefault(ended => ended is not null);
        if (reasons is { } ended)
        {
            var killed = pod.Metadata.DeletionTimestamp is null ? "" : ", and is being removed";
            return string.Create(CultureInfo.InvariantCulture, $"pod {name} ended: {ended.Reason}, exit code {ended.ExitCode}{killed}");
        }

        if (pod.Status.Phase is "Failed" or "Succeeded")
            return $"pod {name} {pod.Status.Phase}: {pod.Status.Reason} {pod.Status.Message}".TrimEnd();
        return pod.Metadata.DeletionTimestamp is null ? null : $"pod {name} is being removed";
    }

    private async Task<string> CallAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var url = string.Create(
            CultureInfo.InvariantCulture, $"api/v1/namespaces/{Namespace}/pods/{Pod}:{AgentObjects.Port}/proxy{path}");
        try
        {
            var (status, text) = await RawApi.SendOnceAsync(admin, method, url, (AgentPaths.KeyHeader, key), body, cancellationToken)
                .ConfigureAwait(false);
            return status is >= 200 and < 300
                ? text
                : throw new AgentSilentException(Index, $"{this}, {method} {path}: {Words(status, text)}");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new AgentSilentException(Index, $"{this}, {method} {path}: {broken.GetBaseException().Message}", broken);
        }
    }

    private static string Words(int status, string text) => string.Create(
        CultureInfo.InvariantCulture, $"{status}, {(ApiServerStatus.TryRead(text) is { } read ? read.Message : text.Trim())}");

    private T Read<T>(string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (JsonException malformed)
        {
            throw new AgentSilentException(Index, $"{this} does not speak as agents do: {malformed.Message}", malformed);
        }
    }
}
