namespace Harness.Files;

/// <summary>The user's cache folder by the XDG Base Directory Specification: for what can be rebuilt, at a cost.</summary>
/// <param name="Root">The folder that belongs to Harness.</param>
public sealed record CacheFolder(string Root)
{
    /// <summary><c>$XDG_CACHE_HOME/harness</c>, or <c>~/.cache/harness</c> where that is not set.</summary>
    public static CacheFolder Default()
    {
        var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var cache = Path.IsPathRooted(xdg)
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new CacheFolder(Path.Combine(cache, "harness"));
    }

    /// <summary>A folder inside the cache, made if it is not there.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
}
