using System.Net;
using Harness.Access;
using Harness.Api;
using Harness.Rbac.Admission;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Asking;

/// <summary>
/// Manifests applied to a cluster that is thrown away afterwards. Never to any other: what they name is made or replaced without asking.
/// </summary>
/// <param name="admin">Client of an administrator of the throw-away cluster.</param>
internal sealed class PreviewCluster(Kubernetes admin)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Makes what the manifests say, namespaces as needed, and waits until authorizer and admission have seen all of it. Of admission only
    /// path rules are made: others could be in the way of the preview itself.
    /// </summary>
    /// <exception cref="HarnessException">
    /// The API server refuses an object (exit code 2), or fails (3); the message names the object and its place.
    /// </exception>
    public async Task ApplyAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var admission = ObservedAdmission.Of(manifests.Snapshot).Rules.Select(rule => rule.Name).ToHashSet();
        var objects = manifests.Objects.Where(one => !IsAdmission(one) || admission.Contains(one.Name)).Select(PreviewObject.Of)
            .OrderBy(one => one.Order).ToList();
        await CreateNamespacesAsync(objects.Select(one => one.Written.Namespace).OfType<string>(), cancellationToken).ConfigureAwait(false);
        foreach (var one in objects)
            await ApplyAsync(one, cancellationToken).ConfigureAwait(false);
        await new AggregatedRoles(admin).WriteAsync(cancellationToken).ConfigureAwait(false);
        await new AuthorizerMark(admin).WaitAsync(Deadline, cancellationToken).ConfigureAwait(false);
        if (admission.Count > 0)
            await new AdmissionMark(admin).WaitAsync(Deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes missing namespaces.</summary>
    public async Task CreateNamespacesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names.Distinct())
        {
            var body = new V1Namespace { Metadata = new V1ObjectMeta { Name = name } };
            await UnlessThereAsync(() => admin.CoreV1.CreateNamespaceAsync(body, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Makes the service account of a consumer where the manifests do not: without it no token can be issued.</summary>
    public Task CreateAccountAsync(Consumer consumer, CancellationToken cancellationToken)
    {
        var body = new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = consumer.Name } };
        return UnlessThereAsync(
            () => admin.CoreV1.CreateNamespacedServiceAccountAsync(body, consumer.Namespace, cancellationToken: cancellationToken));
    }

    private static bool IsAdmission(ManifestObject one) => AdmissionObject.Kinds.ContainsKey(one.Kind);

    private static async Task UnlessThereAsync(Func<Task> create)
    {
        try
        {
            await create().ConfigureAwait(false);
        }
        catch (HttpOperationException there) when (there.Response.StatusCode == HttpStatusCode.Conflict)
        {
        }
    }

    private async Task ApplyAsync(PreviewObject one, CancellationToken cancellationToken)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, one.Collection).ConfigureAwait(false);
        if (status == (int)HttpStatusCode.Conflict)
        {
            // A preview's stub stands in for a service; an existing namespace or account is as good. Of admission, only what files say in
            // the same way wherever they say it is made, and it cannot be replaced without being read first.
            if (one.Written.Kind is "Service" or "Namespace" or "ServiceAccount" || IsAdmission(one.Written))
                return;
            (status, answer) = await SendAsync(HttpMethod.Put, $"{one.Collection}/{Uri.EscapeDataString(one.Written.Name)}")
                .ConfigureAwait(false);
        }

        if (status == (int)HttpStatusCode.NotFound && IsAdmission(one.Written))
            throw HarnessException.Undecided($"{one.Written.Location}: {ObservedAdmission.NotServed("the preview's Kubernetes")}");
        if (status is < 200 or > 299)
        {
            var why = ApiServerStatus.TryRead(answer)?.Message ?? $"{(HttpStatusCode)status}";
            var told = $"{one.Written.Location}: the API server refused {one.Written}: {status} {why}";
            throw status is 429 or >= 500 ? HarnessException.Undecided(told) : HarnessException.BadInput(told);
        }

        async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path)
        {
            using var body = RawApi.Body(one.Json);
            return await RawApi.CallAsync(admin, method, path, body, cancellationToken).ConfigureAwait(false);
        }
    }
}
