using System.Text.RegularExpressions;

namespace Harness.Runs;

/// <summary>Where a repository's remote is to be seen with a browser.</summary>
internal static partial class GitRemote
{
    /// <summary>The web address of a remote, e.g. <c>https://github.com/OWNER/NAME</c> of <c>git@github.com:OWNER/NAME.git</c>.</summary>
    /// <param name="remote">As git has it. A user name, a password and a port of SSH are left out.</param>
    /// <returns>Null where it is not on a server that has one: a path, or an address without TLS.</returns>
    /// <remarks>Source: https://git-scm.com/docs/git-clone#_git_urls</remarks>
    public static string? WebAddress(string remote)
    {
        var match = Form().Match(remote.Trim());
        return match.Success ? $"https://{match.Groups["host"].Value}/{match.Groups["path"].Value}" : null;
    }

    [GeneratedRegex(
        @"^(https://([^@/\s]*@)?(?<host>[\w.-]+(:\d+)?)/|ssh://([^@/\s]*@)?(?<host>[\w.-]+)(:\d+)?/|[\w.-]+@(?<host>[\w.-]+):)/*"
        + @"(?<path>[\w./~-]+?)(\.git)?/*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
