using Harness.Processes;

namespace Harness.Images;

/// <summary>Finds the shared libraries that a program needs, by asking the dynamic loader (<c>ldd</c>).</summary>
internal static class SharedLibraries
{
    /// <summary>What .NET loads at run time for TLS and hashes; no program is linked to it.</summary>
    public const string OpenSsl = "libssl.so.3";

    // Loaded at run time too: by .NET, and by the C library before 2.34 to resolve names.
    private static readonly string[] LoadedLater = [OpenSsl, "libcrypto.so.3", "libnss_dns.so.2", "libnss_files.so.2"];

    /// <summary>Absolute paths as the loader finds them, with the loader itself, each once, sorted.</summary>
    /// <exception cref="HarnessException">A library that the program is linked to is missing.</exception>
    public static async Task<IReadOnlyList<string>> OfAsync(string program, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(await LinkedAsync(program, cancellationToken).ConfigureAwait(false), StringComparer.Ordinal);
        foreach (var later in FoundBeside(found).ToArray())
        {
            found.Add(later);
            found.UnionWith(await LinkedAsync(later, cancellationToken).ConfigureAwait(false));
        }

        return [.. found];
    }

    /// <summary>
    /// Reads lines such as <c>libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)</c> and <c>/lib64/ld-linux-x86-64.so.2 (0x…)</c>.
    /// </summary>
    /// <exception cref="HarnessException">One of them says <c>not found</c>.</exception>
    internal static IEnumerable<string> Parse(string program, string output)
    {
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.EndsWith("=> not found", StringComparison.Ordinal))
            {
                throw HarnessException.Undecided(
                    $"{Path.GetFileName(program)} needs {line.Split(' ')[0]}, which ldd does not find; install the package with it");
            }

            var path = line.Split("=> ")[^1].Split(' ')[0];
            if (path.StartsWith('/'))
                yield return path;
        }
    }

    private static async Task<IReadOnlyList<string>> LinkedAsync(string file, CancellationToken cancellationToken)
    {
        var inEnglish = new Dictionary<string, string?> { ["LC_ALL"] = "C" };
        var outcome = await ProcessRunner.RunAsync("ldd", [file], environment: inEnglish, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        // "not a dynamic executable" is its answer, with code 1, to a program that needs nothing.
        return outcome.ExitCode == 0 ? [.. Parse(file, outcome.Output)] : [];
    }

    /// <summary>Libraries loaded later lie where the C library does; /lib and /usr/lib are the same on most distributions.</summary>
    private static IEnumerable<string> FoundBeside(IEnumerable<string> libraries)
    {
        var folders = libraries.Select(library => Path.GetDirectoryName(library)!).Distinct().ToArray();
        var all = folders.Concat(folders.Select(folder => "/usr" + folder)).ToArray();
        return LoadedLater.Select(name => all.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)).OfType<string>();
    }
}
