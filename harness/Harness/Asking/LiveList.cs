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
/// <param name="kind">What is listed.</param>
/// <param name="pageSize">Objects in a page.</param>
internal sealed class LiveList(Kubernetes client, LiveKind kind, int pageSize)
{
    /// <summary>A list that expires this often changes faster than it can be read.</summary>
    private const int Attempts = 3;

    /// <summary>A server may send an empty page before the end, but not one after the other.</summary>
    private const int MostEmptyPages = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

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
        var (seen, tokens, empty) = (new HashSet<(string?, string)>(), new HashSet<string>(), 0);
        do
        {
            var page = await PageAsync(next, read.Count, cancellationToken).ConfigureAwait(false);
            if (page is null)
                return false;
            if (kind.WhyNot(page) is { } why)
                throw Failed(read.Count, why);
            // A list that goes on brings something new each time: else it would be followed for ever.
            if (!page.Items!.All(item => seen.Add((item!.Metadata.Namespace, item.Metadata.Name))))
                throw Failed(read.Count, "the API server keeps returning the same objects");
            read.AddRange(page.Items!.Select(item => project(item!)));
            next = page.Metadata?.Continue;
            empty = page.Items!.Count == 0 ? empty + 1 : 0;
            if (!string.IsNullOrEmpty(next) && (empty > MostEmptyPages || !tokens.Add(next)))
                throw Failed(read.Count, "the API server keeps saying that the list goes on, without going on");
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
                ?? new LivePage(null, null, null);
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
        var from = next is null ? "" : $"&continue={Uri.EscapeDataString(next)}";
        return string.Create(CultureInfo.InvariantCulture, $"{kind.Path}?limit={pageSize}{from}");
    }

    private HarnessException Refused(int read, HttpStatusCode code, string body)
    {
        var said = ApiServerStatus.TryRead(body)?.Message ?? "an answer that is not the API server's own";
        return code == HttpStatusCode.Forbidden
            ? HarnessException.Undecided(
                $"listing {kind} in all namespaces is forbidden on {client.BaseUri}: {said}; without all of them nothing can be decided: "
                + $"grant the verb list on {kind} with a ClusterRole and a ClusterRoleBinding")
            : Failed(read, $"{(int)code} {code}: {said}");
    }

    private HarnessException Failed(int read, string why, Exception? cause = null) => HarnessException.Undecided(
        $"listing {kind} on {client.BaseUri} failed after {read} of them were read: {why}; a partial list decides nothing", cause);
}
