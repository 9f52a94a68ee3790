using System.Collections.Concurrent;
using Harness.Proxying;
using Harness.Rbac.Objects;

namespace Harness.Scenarios.Matrix;

/// <summary>Asks the API server about each cell, several at once, over persistent connections.</summary>
internal static class Asking
{
    private const int AtOnce = 16;

    /// <summary>Each cell of the identities at hand, in the matrix's order.</summary>
    public static async Task<IReadOnlyList<Observed>> AllAsync(
        IReadOnlyDictionary<Identity, ServiceProxyClient> callers, Places places, Oracle oracle, CancellationToken stop)
    {
        Cell[] cells = [.. Cells.All.Where(cell => callers.ContainsKey(cell.Identity))];
        var seen = new ConcurrentDictionary<Cell, Observed>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(cells, options, async (cell, ct) =>
        {
            var verdict = await AskAsync(callers[cell.Identity], cell, places, ct);
            seen[cell] = new Observed(cell, oracle.Predict(cell), verdict);
        });
        return [.. cells.Select(cell => seen[cell])];
    }

    /// <summary>Finds out, by a call outside the matrix, whether callers without a token reach the authorizer.</summary>
    public static async Task<ClusterTraits> TraitsAsync(ServiceProxyClient anonymous, string gitVersion, CancellationToken stop)
    {
        var version = KubernetesChange.VersionOf(gitVersion);
        var verdict = (await anonymous.CallAsync(HttpMethod.Get, "/api/v1/namespaces", stop)).Verdict;
        return verdict.Kind switch
        {
            VerdictKind.Unauthenticated => new ClusterTraits(AnonymousCallers: false, version),
            VerdictKind.Forbidden or VerdictKind.Allowed => new ClusterTraits(AnonymousCallers: true, version),
            _ => throw HarnessException.Undecided($"cannot tell whether the API server accepts anonymous callers: {verdict}"),
        };
    }

    private static async Task<Verdict> AskAsync(ServiceProxyClient client, Cell cell, Places places, CancellationToken stop)
    {
        var path = places.PathOf(cell);
        return cell.Method.Name == CallMethod.Upgrade
            ? await client.UpgradeAsync(path, stop)
            : (await client.CallAsync(new HttpMethod(cell.Method.Name), path, stop)).Verdict;
    }
}
