namespace Harness.Images;

/// <summary>What is in hello-app's image: the program, the libraries it loads, and the few files that those expect.</summary>
internal static class HelloAppFiles
{
    private const int User = ImageConfig.NonRoot;
    private const UnixFileMode TemporaryMode = (UnixFileMode)0b001_111_111_111; // 1777

    public static async Task<IReadOnlyList<ImageFile>> GatherAsync(
        string program, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var libraries = await SharedLibraries.OfAsync(program, cancellationToken).ConfigureAwait(false);
        if (!libraries.Any(library => Path.GetFileName(library) == SharedLibraries.OpenSsl))
            progress.Report($"{SharedLibraries.OpenSsl} is not installed: hello-app will answer neither HTTPS nor WebSockets");

        return
        [
            ImageFile.Copy("hello-app", program, ImageFile.ExecutableMode),
            .. libraries.Select(library => ImageFile.Copy(library, library, ImageFile.ExecutableMode)),
            ImageFile.Text("etc/passwd", $"root:x:0:0:root:/:/sbin/nologin\nnonroot:x:{User}:{User}:nonroot:/:/sbin/nologin\n"),
            ImageFile.Text("etc/group", $"root:x:0:\nnonroot:x:{User}:\n"),
            // Without it the C library asks DNS before /etc/hosts, where the pod's own names are.
            ImageFile.Text("etc/nsswitch.conf", "hosts: files dns\n"),
            ImageFile.Folder("tmp", TemporaryMode),
        ];
    }

    public static ImageConfig Config(Platform platform, IEnumerable<ImageFile> files) => new()
    {
        Architecture = platform.Architecture,
        Entrypoint = ["/hello-app"],
        // No ld.so.cache in the image: the loader is told where its libraries were on the machine they come from.
        Environment = ["PATH=/", $"LD_LIBRARY_PATH={string.Join(':', LibraryFolders(files))}"],
        ExposedPorts = [8080, 8443],
        User = $"{User}:{User}",
    };

    private static IEnumerable<string> LibraryFolders(IEnumerable<ImageFile> files) => files
        .Where(file => Path.GetFileName(file.Path).Contains(".so", StringComparison.Ordinal))
        .Select(file => "/" + Path.GetDirectoryName(file.Path))
        .Distinct()
        .Order(StringComparer.Ordinal);
}
