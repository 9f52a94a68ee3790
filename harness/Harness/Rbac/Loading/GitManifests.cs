using System.Formats.Tar;
using Harness.Processes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Loading;

/// <summary>Manifests as they stood at a git revision, read without touching the working tree.</summary>
/// <param name="reader">Reads manifests.</param>
public sealed class GitManifests(ManifestSnapshot reader)
{
    /// <summary>Reads them.</summary>
    /// <param name="revision">Anything that git takes for a commit: a branch, a tag, <c>HEAD~1</c>, <c>origin/main</c>.</param>
    /// <param name="path">Folder or file in the repository; it need not exist in the working tree any more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HarnessException">No repository, revision or path, or invalid manifests (exit code 2).</exception>
    public async Task<RbacSnapshot> ReadAsync(string revision, string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var root = await GitAsync(Existing(full), ["rev-parse", "--show-toplevel"], $"{path} is in no git repository", cancellationToken).ConfigureAwait(false);
        var commit = await GitAsync(
            root, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"],
            $"\"{revision}\" is neither live, nor a folder or file, nor a revision of the repository {root}", cancellationToken).ConfigureAwait(false);
        var scratch = Directory.CreateTempSubdirectory("harness-manifests-");
        try
        {
            var inside = Path.GetRelativePath(root, full);
            var archive = Path.Combine(scratch.FullName, "archive.tar");
            await GitAsync(
                root, ["archive", "--format=tar", "--output", archive, commit, "--", inside],
                $"{inside} is not in revision {revision}", cancellationToken).ConfigureAwait(false);
            var tree = Path.Combine(scratch.FullName, "tree");
            await ExtractAsync(archive, tree, cancellationToken).ConfigureAwait(false);
            return Read(Path.Combine(tree, inside), $"{revision}:{inside}", cancellationToken);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>Reads what was extracted; places are named as they are in the revision.</summary>
    private RbacSnapshot Read(string folder, string called, CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = reader.Read(folder, cancellationToken);
            return snapshot with
            {
                Origin = called,
                Roles = [.. snapshot.Roles.Select(role => role with
                {
                    Location = Moved(role.Location),
                    Rules = [.. role.Rules.Select(rule => rule with { Location = Moved(rule.Location) })],
                })],
                Bindings = [.. snapshot.Bindings.Select(binding => binding with { Location = Moved(binding.Location) })],
            };
        }
        catch (HarnessException invalid)
        {
            throw HarnessException.BadInput(invalid.Message.Replace(folder, called, StringComparison.Ordinal), invalid);
        }

        SourceLocation? Moved(SourceLocation? location) =>
            location is null ? null : location with { File = location.File.Replace(folder, called, StringComparison.Ordinal) };
    }

    /// <summary>Takes out plain files only: a link could lead out of the folder.</summary>
    private static async Task ExtractAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(archive);
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            var file = Path.Combine(folder, entry.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await entry.ExtractToFileAsync(file, overwrite: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> GitAsync(string folder, string[] arguments, string otherwise, CancellationToken cancellationToken)
    {
        var outcome = await ProcessRunner.RunAsync("git", ["-C", folder, .. arguments], cancellationToken: cancellationToken).ConfigureAwait(false);
        return outcome.ExitCode == 0
            ? outcome.Output.TrimEnd()
            : throw HarnessException.BadInput(outcome.ErrorTail.Length == 0 ? otherwise : $"{otherwise}: {outcome.ErrorTail.ReplaceLineEndings(" ").Trim()}");
    }

    private static string Existing(string path) => Directory.Exists(path) ? path : Existing(Path.GetDirectoryName(path) ?? "/");
}
