using System.CommandLine;
using Harness.Asking;
using Harness.Rbac.Differences;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Cli.Options;

/// <summary>
/// The two sides of a difference: <c>live</c>, a folder or file of manifests, standard input, or a git revision of manifests.
/// </summary>
/// <param name="settings">Which cluster is live.</param>
/// <param name="parsed">The command line.</param>
/// <param name="path">Where a revision's manifests are; null for where the other side's are.</param>
internal sealed class DifferenceSides(SnapshotSettings settings, ParseResult parsed, string? path)
{
    private const string Live = "live";

    /// <summary>
    /// Reads both. Against a cluster, manifests stand for the cluster with them applied: otherwise all that they do not cover would differ.
    /// </summary>
    /// <exception cref="HarnessException">A side does not exist, or both are the same; or the cluster could not be asked.</exception>
    public async Task<(RbacSnapshot From, RbacSnapshot To)> ReadAsync(string from, string to, CancellationToken stop)
    {
        if (from == to && from is Live or ManifestSnapshot.StandardInput)
            throw HarnessException.BadInput($"--from and --to are both {from}: there is nothing to compare");
        settings.EnsureVersion(parsed, isOfCluster: from == Live || to == Live || settings.WithLive(parsed));
        var (one, other) = (await SideAsync(from, to, stop), await SideAsync(to, from, stop));
        if (settings.WithLive(parsed) && from != Live && to != Live)
        {
            var cluster = await settings.ClusterAsync(parsed, stop, readsAdmission: true);
            return (SnapshotSettings.Joined(cluster, one), SnapshotSettings.Joined(cluster, other));
        }

        return (from, to) switch
        {
            (Live, _) => (one, Applied(one, other)),
            (_, Live) => (Applied(other, one), other),
            _ => (one, other),
        };
    }

    private static RbacSnapshot Applied(RbacSnapshot cluster, RbacSnapshot files)
    {
        var applied = ManifestOptions.Noted(AppliedSnapshot.Of(cluster, files));
        return applied with { NotDecided = [.. files.NotDecided, .. applied.NotDecided] };
    }

    private async Task<RbacSnapshot> SideAsync(string side, string other, CancellationToken stop)
    {
        if (side == Live)
            return await settings.ClusterAsync(parsed, stop, readsAdmission: true);
        if (IsManifests(side))
            return settings.Manifests(parsed, [side], stop, readsAdmission: true);
        var where = path ?? (IsManifests(other) && other != ManifestSnapshot.StandardInput ? other : null)
            ?? throw HarnessException.BadInput(
                $"\"{side}\" is neither live nor a folder or file of manifests; for a git revision, name the folder in it: --path DIR");
        try
        {
            var revision = new GitManifests(settings.Reader(parsed, readsAdmission: true));
            return ManifestOptions.Noted(await revision.ReadAsync(side, where, stop));
        }
        catch (HarnessException failure) when (failure.Kind == FailureKind.BadInput && path is null)
        {
            throw HarnessException.BadInput(
                $"\"{side}\" is no file or folder, and was taken for a git revision of {where}: {failure.Message}");
        }
    }

    private static bool IsManifests(string side) => side == ManifestSnapshot.StandardInput || Directory.Exists(side) || File.Exists(side);
}
