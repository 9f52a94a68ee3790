using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Access;
using Harness.Api;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Asking;

/// <summary>
/// Manifests applied to a cluster that is thrown away afterwards. Never to another: what they name is made or replaced without asking.
/// </summary>
/// <param name="admin">Client of an administrator of the throw-away cluster.</param>
public sealed class PreviewCluster(Kubernetes admin)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Makes what the manifests say, namespaces as needed, and waits until the authorizer has seen all of it.</summary>
    /// <exception cref="HarnessException">The API server refuses an object (exit code 2), or fails (3); the message names the object and its place.</exception>
    public async Task ApplyAsync(ManifestSet manifests, CancellationToken cancellationToken)
    {
        var objects = manifests.Objects.OrderBy(one => one.Order).ToList();
        await CreateNamespacesAsync(objects.Select(one => one.Namespace).OfType<string>(), cancellationToken).ConfigureAwait(false);
        foreach (var one in objects)
            await ApplyAsync(one, cancellationToken).ConfigureAwait(false);
        await new AggregatedRoles(admin).WriteAsync(cancellationToken).ConfigureAwait(false);
        await new AuthorizerMark(admin).WaitAsync(Deadline, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes namespaces that are not there.</summary>
    public async Task CreateNamespacesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names.Distinct())
        {
            var body = new V1Namespace { Metadata = new V1ObjectMeta { Name = name } };
            await UnlessThereAsync(() => admin.CoreV1.CreateNamespaceAsync(body, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the service account of a consumer where the manifests do not: without it no token can be had.</summary>
    public Task CreateAccountAsync(Consumer consumer, CancellationToken cancellationToken)
    {
        var body = new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = consumer.Name } };
        return UnlessThereAsync(() => admin.CoreV1.CreateNamespacedServiceAccountAsync(body, consumer.Namespace, cancellationToken: cancellationToken));
    }

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
        var (status, body) = await SendAsync(HttpMethod.Post, one.Collection, one.Json, cancellationToken).ConfigureAwait(false);
        if (status == HttpStatusCode.Conflict)
        {
            // A stub of the preview's stands for a service; a namespace and an account that are there are as good.
            if (one.Kind is "Service" or "Namespace" or "ServiceAccount")
                return;
            var path = $"{one.Collection}/{Uri.EscapeDataString(one.Name)}";
            (status, body) = await SendAsync(HttpMethod.Put, path, one.Json, cancellationToken).ConfigureAwait(false);
        }

        if ((int)status is < 200 or > 299)
        {
            var why = ApiServerStatus.TryRead(body)?.Message ?? $"{status}";
            var told = $"{one.Location}: the API server refused {one}: {(int)status} {why}";
            throw (int)status is 429 or >= 500 ? HarnessException.Undecided(told) : HarnessException.BadInput(told);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, JsonObject json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(admin.BaseUri, path));
        request.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (admin.Credentials is not null)
            await admin.Credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        using var answer = await admin.HttpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }
}
