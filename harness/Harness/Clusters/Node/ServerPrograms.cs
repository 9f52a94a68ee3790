using System.Security.Cryptography;
using System.Text;

namespace Harness.Clusters.Node;

/// <summary>
/// Kubernetes' server programs as somebody brings them (<c>--kubernetes</c>): the official server tarball, the folder it unpacks to, or
/// a folder of just the programs.
/// </summary>
internal sealed class ServerPrograms
{
    /// <summary>Where the official tarball has them.</summary>
    private static readonly string[] Places = ["", "server/bin", "kubernetes/server/bin"];

    private readonly string? _folder;

    private ServerPrograms(string path, string? folder, string digest) => (Path, _folder, Digest) = (path, folder, digest);

    /// <summary>The option that named them, for messages.</summary>
    public string Origin => OriginOf(Path);

    /// <summary>The programs that a node cannot do without.</summary>
    public static IReadOnlyList<string> Needed { get; } =
        ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy"];

    /// <summary>Those that are taken where they are there: the node has a kubectl of its own.</summary>
    public static IReadOnlyList<string> Taken { get; } = [.. Needed, "kubectl"];

    /// <summary>What was named.</summary>
    public string Path { get; }

    /// <summary>The beginning of a SHA-256 of the programs, or of the tarball.</summary>
    public string Digest { get; }

    /// <summary>Looks at what was named. Of a tarball, the content is looked at when it is unpacked.</summary>
    /// <exception cref="HarnessException">It is not there, is neither, or lacks a program (exit code 2).</exception>
    public static async Task<ServerPrograms> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var origin = OriginOf(path);
        var folder = FolderIn(path, origin);
        try
        {
            var digest = await DigestAsync(folder is null ? [path] : ProgramsIn(origin, folder), cancellationToken).ConfigureAwait(false);
            return new ServerPrograms(path, folder, digest);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw Refused(origin, $"it cannot be read: {closed.Message}");
        }
    }

    /// <summary>Checks that all are in what was named, also in a tarball, and of a folder that they are of this machine's kind.</summary>
    /// <param name="path">What was named.</param>
    /// <param name="origin">The option that named it, with its value, for messages.</param>
    /// <param name="cancellationToken">Ends reading a tarball.</param>
    /// <exception cref="HarnessException">It is not there, is neither, or lacks a program (exit code 2).</exception>
    public static async Task EnsureCompleteAsync(string path, string origin, CancellationToken cancellationToken)
    {
        try
        {
            if (FolderIn(path, origin) is { } folder)
            {
                foreach (var file in ProgramsIn(origin, folder))
                    ExecutableFile.Ensure(file, origin);
                return;
            }

            var found = await ServerTarball.FindAsync(path, Needed, cancellationToken).ConfigureAwait(false);
            EnsureAll(found, Needed, origin);
        }
        catch (Exception broken) when (broken is not (HarnessException or OperationCanceledException or OutOfMemoryException))
        {
            // A malformed archive surfaces as almost any kind of exception.
            throw Refused(origin, $"it cannot be read: {broken.Message}");
        }
    }

    /// <summary>Copies the programs, or unpacks them, and checks that they are programs of this machine's kind.</summary>
    /// <exception cref="HarnessException">
    /// One is missing, is no such program, or is another than was looked at before (exit code 2).
    /// </exception>
    public async Task CopyToAsync(string folder, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        try
        {
            if (_folder is null)
                await ServerTarball.UnpackAsync(Path, wanted, folder, cancellationToken).ConfigureAwait(false);
            foreach (var file in _folder is null ? [] : ProgramsIn(Origin, _folder).Where(file => wanted.Contains(NameOf(file))))
                File.Copy(file, System.IO.Path.Combine(folder, NameOf(file)));
            // What is filed under the digest has to be what was digested.
            var now = _folder is null ? [Path] : ProgramsIn(Origin, _folder);
            if (await DigestAsync(now, cancellationToken).ConfigureAwait(false) != Digest)
                throw Refused(Origin, "it changed while it was read");
        }
        catch (Exception broken) when (broken is not (HarnessException or OperationCanceledException or OutOfMemoryException))
        {
            // A malformed archive surfaces as almost any kind of exception.
            throw Refused(Origin, $"it cannot be read: {broken.Message}");
        }

        EnsureAll(wanted.Where(name => File.Exists(System.IO.Path.Combine(folder, name))), wanted.Where(Needed.Contains), Origin);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            ExecutableFile.Ensure(file, Origin);
    }

    /// <summary>The option that programs are named with, and its value.</summary>
    internal static string OriginOf(string path) => $"--kubernetes {PrintableText.Line(path)}";

    /// <summary>A refusal that names what was given.</summary>
    internal static HarnessException Refused(string origin, string why) => HarnessException.BadInput(
        $"{origin}: {why}; give the official server tarball (kubernetes-server-linux-ARCH.tar.gz), "
        + $"or a folder of {string.Join(", ", Needed)}");

    private static string NameOf(string file) => System.IO.Path.GetFileName(file);

    /// <summary>The programs of a folder; a link to one will do, a pipe or a device will not: reading it might never end.</summary>
    private static IEnumerable<string> ProgramsIn(string origin, string folder)
    {
        foreach (var file in Taken.Select(name => System.IO.Path.Combine(folder, name)).Where(System.IO.Path.Exists))
        {
            if (FileStatus.Of(file, follow: true) is not { IsRegular: true })
                throw Refused(origin, $"its {NameOf(file)} is no regular file");
            yield return file;
        }
    }

    /// <summary>The folder that has all of them; null for a file, which may be a tarball.</summary>
    private static string? FolderIn(string path, string origin)
    {
        if (!Directory.Exists(path))
        {
            return FileStatus.Of(path, follow: true) is { IsRegular: true }
                ? null
                : throw Refused(origin, "no folder or file is there");
        }

        var found = Places.Select(place => System.IO.Path.Combine(path, place))
            .FirstOrDefault(folder => Needed.Any(name => File.Exists(System.IO.Path.Combine(folder, name)))) ?? path;
        EnsureAll(Needed.Where(name => File.Exists(System.IO.Path.Combine(found, name))), Needed, origin);
        return found;
    }

    private static void EnsureAll(IEnumerable<string> found, IEnumerable<string> needed, string origin)
    {
        var missing = needed.Except(found).ToList();
        if (missing.Count > 0)
            throw Refused(origin, $"it does not hold {string.Join(", ", missing)}");
    }

    private static async Task<string> DigestAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var content = File.OpenRead(file);
            await using (content.ConfigureAwait(false))
            {
                whole.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetFileName(file) + "\0"));
                whole.AppendData(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
            }
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset())[..12];
    }
}
