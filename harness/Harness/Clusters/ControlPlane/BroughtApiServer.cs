using Harness.Clusters.Node;
using Harness.Files;
using Harness.Images;

namespace Harness.Clusters.ControlPlane;

/// <summary>The API server among programs that were brought (<c>--kubernetes</c>).</summary>
internal static class BroughtApiServer
{
    /// <summary>A copy in the cache, checked as every program there is: what was brought may be a tarball, or change.</summary>
    /// <exception cref="HarnessException">What was brought is not there, or does not hold it (exit code 2).</exception>
    public static async Task<string> InAsync(CacheFolder cache, string path, CancellationToken cancellationToken)
    {
        var programs = await ServerPrograms.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        var folder = Path.Combine(cache.Folder("control-plane"), $"brought-{programs.Digest}");
        var server = Path.Combine(folder, ControlPlaneBinaries.ApiServerName);
        if (!File.Exists(server))
            await CopyAsync(programs, folder, cancellationToken).ConfigureAwait(false);
        await CachedProgram.EnsureAsync(server, cancellationToken).ConfigureAwait(false);
        return server;
    }

    private static async Task CopyAsync(ServerPrograms programs, string folder, CancellationToken cancellationToken)
    {
        var held = await CacheLock.TakeAsync($"{folder}.lock", () => { }, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            if (Directory.Exists(folder))
                return;
            var unfinished = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}.tmp").FullName;
            try
            {
                await programs.CopyToAsync(unfinished, [ControlPlaneBinaries.ApiServerName], cancellationToken).ConfigureAwait(false);
                var program = Path.Combine(unfinished, ControlPlaneBinaries.ApiServerName);
                await ServerVersion.OfOneAsync(program, programs.Origin, cancellationToken).ConfigureAwait(false);
                Directory.Move(unfinished, folder);
            }
            catch
            {
                Directory.Delete(unfinished, recursive: true);
                throw;
            }

            await CachedProgram.RecordAsync(Path.Combine(folder, ControlPlaneBinaries.ApiServerName), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
