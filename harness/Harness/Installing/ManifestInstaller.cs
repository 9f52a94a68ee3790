using System.Globalization;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Models;

namespace Harness.Installing;

/// <summary>Installs a manifest, waits until its pods are ready, and removes what it made.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="manifest">The manifest.</param>
/// <param name="mark">What each of its objects is marked with.</param>
public sealed class ManifestInstaller(IKubernetes admin, ManifestFile manifest, RunMark mark)
{
    private static readonly TimeSpan KindDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan GoneDeadline = TimeSpan.FromSeconds(80);

    /// <summary>What was asked for, whether it was made or not: recorded first, as an answer may never come.</summary>
    private readonly Stack<(ManifestEntry Object, string Path)> _asked = new();

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What may still be there, for whoever cannot remove it.</summary>
    public IReadOnlyList<string> Left => [.. _asked.Select(one => one.Object.ToString())];

    /// <summary>Installs it.</summary>
    /// <exception cref="InstallationException">An object was rejected, or is there already.</exception>
    /// <exception cref="HarnessException">Pods did not become ready in time; the message holds their events.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        foreach (var one in manifest.Objects.OrderByDescending(one => one.IsGround))
            await CreateAsync(one, cancellationToken).ConfigureAwait(false);
        foreach (var (one, path) in _asked.Where(made => made.Object.RunsPods).ToList())
            await ReadyAsync(one, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what was made, the last first, and waits until the namespaces are gone. What was there before stays.</summary>
    /// <exception cref="HarnessException">The API server would not remove some of it; the rest was removed.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var left = new List<string>();
        while (_asked.TryPeek(out var made))
        {
            if (await IsOursAsync(made.Path, cancellationToken).ConfigureAwait(false))
                await RemoveAsync(made.Object, made.Path, left, cancellationToken).ConfigureAwait(false);
            _asked.Pop();
        }

        if (left.Count > 0)
            throw HarnessException.Undecided($"not all of {manifest.Path} was removed: {string.Join("; ", left)}");
    }

    private async Task RemoveAsync(ManifestEntry one, string path, List<string> left, CancellationToken cancellationToken)
    {
        var (status, text) =
            await RawApi.CallAsync(admin, HttpMethod.Delete, $"{path}?propagationPolicy=Background", null, cancellationToken)
            .ConfigureAwait(false);
        if (status is not (>= 200 and < 300 or 404 or 409))
            left.Add($"{one}: {Words(status, text)}");
        else if (one.Kind == "Namespace")
            await GoneAsync(one, path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an object is the one made here: it has the run's mark. What was there before stays.</summary>
    private async Task<bool> IsOursAsync(string path, CancellationToken cancellationToken)
    {
        var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        return status switch
        {
            404 => false,
            200 => mark.IsOn(text),
            // Asked of the API server again, by whoever removes what is left.
            429 or >= 500 => throw new HttpRequestException($"GET {path} was answered {status}"),
            _ => true,
        };
    }

    private async Task CreateAsync(ManifestEntry one, CancellationToken cancellationToken)
    {
        var collection = await CollectionAsync(one, cancellationToken).ConfigureAwait(false);
        using var body = RawApi.Body(MarkedManifest.Of(one.Yaml, mark));
        _asked.Push((one, $"{collection}/{one.Name}"));
        var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Post, collection, body, cancellationToken).ConfigureAwait(false);
        if (status is < 200 or >= 300)
        {
            if (status is >= 400 and < 500)
                _asked.Pop();
            var rejection = $"{one} of {manifest.Path} was rejected by the API server: {Words(status, text)}";
            throw status is 429 or >= 500 ? HarnessException.Undecided(rejection) : new InstallationException(rejection);
        }
    }

    /// <summary>The path of an object's kind. A kind that the manifest itself defines becomes known a little later.</summary>
    private async Task<string> CollectionAsync(ManifestEntry one, CancellationToken cancellationToken)
    {
        try
        {
            var known = new Condition($"the API server knows the kind {one.ApiVersion} {one.Kind}", KindDeadline) { Time = Time };
            var resource = await known.WaitAsync(
                async ct => await FindKindAsync(one, ct).ConfigureAwait(false) is { } found
                    ? Seen.Met(found)
                    : Seen.NotYet<V1APIResource>("it does not"),
                cancellationToken).ConfigureAwait(false);
            var place = resource.Namespaced ? $"namespaces/{one.Namespace ?? "default"}/" : "";
            return $"{Root(one)}/{place}{resource.Name}";
        }
        catch (HarnessException unknown)
        {
            throw HarnessException.Undecided($"{one} of {manifest.Path} cannot be made: {unknown.Message}", unknown);
        }
    }

    private async Task<V1APIResource?> FindKindAsync(ManifestEntry one, CancellationToken cancellationToken)
    {
        var (status, text) = await RawApi.CallAsync(admin, HttpMethod.Get, Root(one), null, cancellationToken).ConfigureAwait(false);
        return status == 200
            ? KubernetesJson.Deserialize<V1APIResourceList>(text).Resources.FirstOrDefault(
                resource => resource.Kind == one.Kind && !resource.Name.Contains('/', StringComparison.Ordinal))
            : null;
    }

    private async Task ReadyAsync(ManifestEntry one, string path, CancellationToken cancellationToken)
    {
        try
        {
            await new Condition($"{one} is ready", ReadyDeadline) { Time = Time }.WaitAsync(
                async ct =>
                {
                    var (_, text) = await RawApi.CallAsync(admin, HttpMethod.Get, path, null, ct).ConfigureAwait(false);
                    var (ready, wanted) = Readiness(one, text);
                    return ready >= wanted
                        ? Seen.Met(true)
                        : Seen.NotYet<bool>(string.Create(CultureInfo.InvariantCulture, $"{ready} of {wanted} pods"));
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (HarnessException late)
        {
            throw HarnessException.Undecided(
                $"what {manifest.Path} installs did not become ready: {late.Message}\n"
                + await EventsAsync(one, cancellationToken).ConfigureAwait(false),
                late);
        }
    }

    private static (int Ready, int Wanted) Readiness(ManifestEntry one, string text)
    {
        if (one.Kind == "Deployment")
        {
            var deployment = KubernetesJson.Deserialize<V1Deployment>(text);
            return (deployment.Status?.ReadyReplicas ?? 0, deployment.Spec?.Replicas ?? 1);
        }

        // Until its controller has looked, it wants no pods.
        var daemons = KubernetesJson.Deserialize<V1DaemonSet>(text);
        return (daemons.Status?.NumberReady ?? 0, Math.Max(1, daemons.Status?.DesiredNumberScheduled ?? 0));
    }

    /// <summary>What the cluster says about the pods of an object, newest last; each thing once.</summary>
    private async Task<string> EventsAsync(ManifestEntry one, CancellationToken cancellationToken)
    {
        const int shown = 10;
        var events = await admin.CoreV1.ListNamespacedEventAsync(one.Namespace ?? "default", cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var lines = from seen in events.Items
                    where seen.InvolvedObject.Name.StartsWith(one.Name, StringComparison.Ordinal)
                    orderby seen.LastTimestamp ?? seen.EventTime
                    select $"  {seen.Type} {seen.Reason}: {seen.Message}";
        return string.Join('\n', lines.Distinct().TakeLast(shown).DefaultIfEmpty("  it has no events").Prepend($"events of {one}:"));
    }

    private Task<bool> GoneAsync(ManifestEntry one, string path, CancellationToken cancellationToken) =>
        new Condition($"{one} is gone", GoneDeadline) { Time = Time }.WaitAsync(
            async ct =>
            {
                var (status, _) = await RawApi.CallAsync(admin, HttpMethod.Get, path, null, ct).ConfigureAwait(false);
                return status == 404 ? Seen.Met(true) : Seen.NotYet<bool>("still there");
            },
            cancellationToken);

    private static string Root(ManifestEntry one) =>
        one.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{one.ApiVersion}" : $"api/{one.ApiVersion}";

    private static string Words(int status, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{status} {ApiServerStatus.WordsOf(text)}");
}
