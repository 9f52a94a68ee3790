using System.CommandLine;

namespace Harness.Cli.Options;

/// <summary>The option that names audit logs.</summary>
internal static class AuditOption
{
    /// <summary><c>--audit</c>, once or several times, each with one file or several.</summary>
    public static Option<string[]> Create(string description)
    {
        var option = new Option<string[]>("--audit")
        {
            Description = description,
            HelpName = "file",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(PolicyOption.RefuseOptions);
        return option;
    }
}
