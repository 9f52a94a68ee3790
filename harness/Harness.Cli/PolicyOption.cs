using System.CommandLine;

namespace Harness.Cli;

/// <summary>The option that names access policies.</summary>
internal static class PolicyOption
{
    /// <summary><c>--policy</c>, once or several times.</summary>
    public static Option<string[]> Create() => new("--policy")
    {
        Description = "access policy; several are merged",
        HelpName = "file",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };
}
