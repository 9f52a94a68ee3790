using System.Globalization;
using System.Net;
using System.Text.Json;
using Harness.Api;
using k8s;

namespace Harness.Asking;

/// <summary>
/// One list of the API, read page by page: whole or not at all.
/// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
/// </summary>
/// <param name="client">Client that may list it.</param>
/// <param name="group">API group; empty for the core group.</param>
/// <param name="resource">Resource, e.g. <c>rolebindings</c>.</param>
/// <param name="pageSize">Objects in a page.</param>
internal sealed class LiveList(Kubernetes client, string group, string resource, int pageSize)
{
    /// <summary>A list that expires this often changes faster than it can be read.</summary>
    private const int Attempts = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    private string Name => group.Length == 0 ? resource : $"{resource}.{group}";

    /// <summary>Reads the list, and projects each object as soon as its page is there.</summary>
    /// <exception cref="HarnessException">It is forbidden, or a page did not come (exit code 3).</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(Func<LiveObject, T> project, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var read = new List<T>();
            if (await TryReadAsync(read, project, cancellationToken).ConfigureAwait(false))
                return read;
            if (attempt == Attempts)
            {
                throw Failed(
                    read.Count,
                    $"the API server let the list expire (410 Gone) {Attempts} times before its end was read; is the connection slow?");
            }
        }
    }

    /// <summary>Reads page after page; false when the list expired between two, and must be begun anew.</summary>
    private async Task<bool> TryReadAsync<T>(List<T> read, Func<LiveObject, T> project, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await PageAsync(next, read.Count, cancellationToken).ConfigureAwait(false);
            if (page is null)
                return false;
            if (page.Items is null || page.Items.Any(item => item.Metadata?.Name is null))
                throw Failed(read.Count, "the answer is not a list of named objects");
            read.AddRange(page.Items.Select(project));
            if (page.Metadata?.Continue is { Length: > 0 } after && after == next)
                throw Failed(read.Count, "the API server keeps returning the same page");
            next = page.Metadata?.Continue;
        }
        while (!string.IsNullOrEmpty(next));
        return true;
    }

    /// <summary>Reads one page; null when the list expired.</summary>
    private async Task<LivePage?> PageAsync(string? next, int read, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await RawApi.GetAsync(client, PathOf(next), cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Gone)
                return null;
            if (!response.IsSuccessStatusCode)
                throw Refused(read, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync<LivePage>(body, Json, cancellationToken).ConfigureAwait(false)
                ?? new LivePage(null, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            throw Failed(read, failure.GetBaseException().Message, failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(read, "no answer in time", late);
        }
    }

    private string PathOf(string? next)
    {
        var root = group.Length == 0 ? "api/v1" : $"apis/{group}/v1";
        var from = next is null ? "" : $"&continue={Uri.EscapeDataString(next)}";
        return string.Create(CultureInfo.InvariantCulture, $"{root}/{resource}?limit={pageSize}{from}");
    }

    private HarnessException Refused(int read, HttpStatusCode code, string body)
    {
        var said = ApiServerStatus.TryRead(body)?.Message ?? "an answer that is not the API server's own";
        return code == HttpStatusCode.Forbidden
            ? HarnessException.Undecided(
                $"listing {Name} in all namespaces is forbidden on {client.BaseUri}: {said}; without all of them nothing can be decided: "
                + $"grant the verb list on {Name} with a ClusterRole and a ClusterRoleBinding")
            : Failed(read, $"{(int)code} {code}: {said}");
    }

    private HarnessException Failed(int read, string why, Exception? cause = null) => HarnessException.Undecided(
        $"listing {Name} on {client.BaseUri} failed after {read} of them were read: {why}; a partial list decides nothing", cause);
}
