using System.CommandLine;

namespace Harness.Cli.Options;

/// <summary>The option that names a subject's groups, which are known to whoever issues its credential, and not to RBAC.</summary>
internal static class GroupOption
{
    /// <summary><c>--as-group</c>, as kubectl has it.</summary>
    public static Option<string[]> Create() => new("--as-group")
    {
        Description = "a group that the subject is in, beside those that are certain; may be repeated",
        HelpName = "group",
    };
}
