using System.Globalization;
using System.Text.Json;
using k8s;

namespace Harness.Api;

/// <summary>Reads a list of any kind page by page: a cluster of others may have any number of objects.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks</remarks>
public static class PagedList
{
    /// <summary>Objects in a page, as kubectl asks for.</summary>
    public const int PageSize = 500;

    private const int Gone = 410;

    /// <summary>Reads a whole list.</summary>
    /// <param name="client">As whom.</param>
    /// <param name="path">Path of the collection, without the first slash and without a query.</param>
    /// <param name="labelSelector">Which labels its objects have; null for all.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="HarnessException">The list never ends (exit code 3).</exception>
    /// <returns>200 and the objects, or the status of the page that was not answered with 200, and none.</returns>
    public static async Task<(int Status, IReadOnlyList<JsonElement> Items)> ReadAsync(
        IKubernetes client, string path, string? labelSelector, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        var (goesOn, hasRestarted, tokens) = ("", false, new HashSet<string>());
        do
        {
            var page = path + Query(labelSelector, goesOn);
            var (status, text) = await RawApi.CallAsync(client, HttpMethod.Get, page, null, cancellationToken).ConfigureAwait(false);
            if (status == Gone && goesOn.Length > 0 && !hasRestarted)
            {
                // The list changed for longer than the server remembers: once more, from the start.
                (goesOn, hasRestarted) = ("", true);
                items.Clear();
                tokens.Clear();
                continue;
            }

            if (status != 200)
                return (status, []);
            var list = JsonSerializer.Deserialize<JsonElement>(text);
            if (list.TryGetProperty("items", out var some) && some.ValueKind == JsonValueKind.Array)
                items.AddRange(some.EnumerateArray());
            goesOn = list.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("continue", out var token)
                ? token.GetString() ?? ""
                : "";
            if (goesOn.Length > 0 && !tokens.Add(goesOn))
                throw HarnessException.Undecided($"listing {path} never ends: the API server returns the same page again and again");
            hasRestarted &= goesOn.Length > 0;
        }
        while (goesOn.Length > 0 || hasRestarted);
        return (200, items);
    }

    private static string Query(string? labelSelector, string goesOn) => string.Concat(
        $"?limit={PageSize.ToString(CultureInfo.InvariantCulture)}",
        labelSelector is null ? "" : $"&labelSelector={Uri.EscapeDataString(labelSelector)}",
        goesOn.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(goesOn)}");
}
