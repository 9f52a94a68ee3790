using Harness.Lifetime;
using Harness.Processes;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Asking;

/// <summary>Manifests as they stood at a git revision, read without touching the working tree.</summary>
/// <param name="reader">Reads manifests.</param>
internal sealed class GitManifests(ManifestSnapshot reader)
{
    /// <summary>
    /// A checkout apart from the repository's own. A link becomes a file that holds its target, so that git itself follows none; links
    /// are made of those files afterwards, and none is read that leads out of the tree.
    /// </summary>
    private static readonly string[] Apart =
        ["--literal-pathspecs", "-c", "core.symlinks=false", "-c", "core.sparseCheckout=false", "-c", "core.hooksPath=/dev/null"];

    /// <summary>Reads them.</summary>
    /// <param name="revision">Anything that git takes for a commit: a branch, a tag, <c>HEAD~1</c>, <c>origin/main</c>.</param>
    /// <param name="path">Folder or file in the repository; it need not exist in the working tree.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HarnessException">No repository, revision or path, or invalid manifests (exit code 2).</exception>
    public async Task<RbacSnapshot> ReadAsync(string revision, string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var existing = Existing(full);
        // Where git itself is in the repository: the path may lead there through links.
        var place = await GitAsync(
            existing, ["rev-parse", "--show-toplevel", "--show-prefix"], $"{path} is in no git repository", cancellationToken)
                .ConfigureAwait(false);
        var root = place.Split('\n')[0];
        var inside = Path.GetRelativePath(root, Path.Combine(root, place[root.Length..].Trim('\n'), Path.GetRelativePath(existing, full)));
        var commit = await GitAsync(
            root, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"],
            $"\"{revision}\" is neither live, nor a folder or file, nor a revision of the repository {root}", cancellationToken)
                .ConfigureAwait(false);
        using var scratch = ScratchFolder.Create("manifests");
        var tree = Directory.CreateDirectory(scratch.PathOf("tree")).FullName;
        await CheckOutAsync(inside).ConfigureAwait(false);
        if (GitLinks.Of(await ListAsync(inside == "." ? [commit] : [commit, "--", inside]).ConfigureAwait(false)).Count > 0)
        {
            await CheckOutAsync(".").ConfigureAwait(false); // what links lead to may be anywhere in the tree
            GitLinks.Make(tree, GitLinks.Of(await ListAsync([commit]).ConfigureAwait(false)));
        }

        var copy = Path.TrimEndingDirectorySeparator(Path.Combine(tree, inside == "." ? "" : inside));
        return reader.Read([new ManifestPlace(copy, $"{revision}:{inside}", RealPath.Of(tree))], cancellationToken);

        Task CheckOutAsync(string what) => GitAsync(
            root, [.. Apart, $"--work-tree={tree}", "checkout", commit, "--", what],
            $"{what} is not in revision {revision}", cancellationToken, index: scratch.PathOf("index"));

        Task<string> ListAsync(string[] what) => GitAsync(
            root, ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", .. what], "the revision's files cannot be listed",
            cancellationToken);
    }

    private static async Task<string> GitAsync(
        string folder, string[] arguments, string otherwise, CancellationToken cancellationToken, string? index = null)
    {
        var environment = index is null ? null : new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = index };
        var outcome = await ProcessRunner.RunAsync(
            "git", ["-C", folder, .. arguments], environment: environment, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return outcome.ExitCode == 0
            ? outcome.Output.TrimEnd()
            : throw HarnessException.BadInput(
                outcome.ErrorTail.Length == 0 ? otherwise : $"{otherwise}: {outcome.ErrorTail.ReplaceLineEndings(" ").Trim()}");
    }

    private static string Existing(string path) => Directory.Exists(path) ? path : Existing(Path.GetDirectoryName(path) ?? "/");
}
