using System.Text.RegularExpressions;

namespace Harness.Runs;

/// <summary>Where people read a repository, from the address that git fetches it from.</summary>
internal static partial class RepositoryAddress
{
    /// <summary>
    /// <c>https://HOST/OWNER/NAME</c>, without credentials; null for an address that browsers do not open, such as a folder.
    /// </summary>
    public static string? Of(string remote)
    {
        if (SecureShell().Match(remote.Trim()) is { Success: true } shell)
            return $"https://{shell.Groups["host"].Value}/{shell.Groups["path"].Value}";
        if (!Uri.TryCreate(remote.Trim(), UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            return null;
        var path = address.GetComponents(UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        return $"https://{address.Authority}/{(path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path)}";
    }

    /// <summary><c>git@HOST:OWNER/NAME.git</c> and <c>ssh://git@HOST/OWNER/NAME.git</c>: hosts serve both under the same name.</summary>
    [GeneratedRegex(@"^(ssh://)?git@(?<host>[A-Za-z0-9.-]+)[:/](?<path>[A-Za-z0-9._~/-]+?)(\.git)?/?$", RegexOptions.CultureInvariant)]
    private static partial Regex SecureShell();
}
