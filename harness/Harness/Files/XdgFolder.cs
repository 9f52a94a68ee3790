namespace Harness.Files;

/// <summary>Harness's folders among the user's, by the XDG Base Directory Specification.</summary>
internal static class XdgFolder
{
    /// <summary><c>$XDG_CACHE_HOME/harness</c>, or <c>~/.cache/harness</c> where that is not set: what can be rebuilt, at a cost.</summary>
    public static string Cache => Of("XDG_CACHE_HOME", ".cache");

    /// <summary><c>$XDG_STATE_HOME/harness</c>, or <c>~/.local/state/harness</c> where that is not set.</summary>
    public static string State => Of("XDG_STATE_HOME", ".local", "state");

    private static string Of(string variable, params ReadOnlySpan<string> otherwise)
    {
        var given = Environment.GetEnvironmentVariable(variable);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(Path.IsPathRooted(given) ? given : Path.Combine([home, .. otherwise]), "harness");
    }
}
