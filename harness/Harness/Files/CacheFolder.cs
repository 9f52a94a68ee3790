namespace Harness.Files;

/// <summary>The user's cache folder by the XDG Base Directory Specification: for what can be rebuilt, at a cost.</summary>
/// <param name="Root">The folder that belongs to Harness.</param>
public sealed record CacheFolder(string Root)
{
    /// <summary><c>$XDG_CACHE_HOME/harness</c>, or <c>~/.cache/harness</c> where that is not set.</summary>
    public static CacheFolder Default() => new(XdgFolder.Cache);

    /// <summary>A folder inside the cache, made if it is not there.</summary>
    /// <exception cref="HarnessException">
    /// It cannot be made, or others may write to it: programs in it are run, often as root.
    /// </exception>
    public string Folder(string name)
    {
        PrivateFolder.MakeTrusted(Root);
        return PrivateFolder.MakeTrusted(Path.Combine(Root, name));
    }
}
