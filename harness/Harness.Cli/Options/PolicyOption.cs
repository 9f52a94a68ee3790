using System.CommandLine;
using System.CommandLine.Parsing;

namespace Harness.Cli.Options;

/// <summary>The option that names access policies.</summary>
internal static class PolicyOption
{
    /// <summary><c>--policy</c>, once or several times, each with one file or several.</summary>
    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--policy")
        {
            Description = "access policies; several are merged",
            HelpName = "file",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(RefuseOptions);
        return option;
    }

    /// <summary>With several files to an option, an unknown option would be taken for another file.</summary>
    public static void RefuseOptions(OptionResult given)
    {
        var words = given.Tokens.Select(token => token.Value);
        foreach (var unknown in words.Where(value => value.StartsWith("--", StringComparison.Ordinal)))
        {
            var near = Nearest.Of(unknown, ((CommandResult)given.Parent!).Command.Options.Select(one => one.Name));
            given.AddError($"unknown option \"{unknown}\"{(near is null ? "" : $"; did you mean {near}?")}");
        }
    }
}
