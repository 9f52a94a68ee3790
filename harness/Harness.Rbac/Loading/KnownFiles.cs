namespace Harness.Rbac.Loading;

/// <summary>
/// The files that were read, or are left out on purpose, by their paths without links: what else a kustomization refers to is not known.
/// </summary>
internal sealed class KnownFiles
{
    private readonly Dictionary<string, string> _pathByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _real = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Entry), string> _paths = [];

    /// <summary>Remembers one.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="called">What messages call it.</param>
    /// <param name="isRead">Whether it is read, and not left out.</param>
    public void Add(string path, string called, bool isRead)
    {
        _pathByName[called] = path;
        if (Real(path) is { } real)
            _ = _real.Add(real) && isRead && _read.Add(real);
    }

    /// <summary>Whether what a file names relative to itself was read.</summary>
    /// <param name="file">The file, as messages call it.</param>
    /// <param name="entry">The path.</param>
    public bool HasRead(string file, string entry) => PathOf(file, entry) is { } real && _read.Contains(real);

    /// <summary>Whether what a file names relative to itself is known, as a file or as a kustomization's folder.</summary>
    /// <param name="file">The file, as messages call it.</param>
    /// <param name="entry">The path, or the address of something elsewhere.</param>
    public bool Has(string file, string entry)
    {
        if (PathOf(file, entry) is not { } real)
            return false;

        return File.Exists(real) ? _real.Contains(real)
            : Directory.Exists(real) && !RemotePath.Is(entry)
                && Kustomization.FilesIn(real).Any(one => Real(one) is { } known && _real.Contains(known));
    }

    /// <summary>Where a file is, without links; null where it is none that is known.</summary>
    /// <param name="file">The file, as messages call it.</param>
    public string? PathOf(string file) => _pathByName.TryGetValue(file, out var path) ? Real(path) : null;

    /// <summary>Where what a file names relative to itself is, without links; null where nothing is.</summary>
    /// <param name="file">The file, as messages call it.</param>
    /// <param name="entry">The path.</param>
    public string? PathOf(string file, string entry)
    {
        if (_paths.TryGetValue((file, entry), out var known))
            return known;
        var real = _pathByName.TryGetValue(file, out var path) && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder
            ? Real(Path.Combine(folder, entry))
            : null;
        if (real is not null)
            _paths[(file, entry)] = real; // asked for again and again where kustomizations take each other in
        return real;
    }

    /// <summary>A path without links; null where it cannot be one.</summary>
    public static string? Real(string path)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
