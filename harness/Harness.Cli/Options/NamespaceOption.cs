using System.CommandLine;
using System.Text.RegularExpressions;

namespace Harness.Cli.Options;

/// <summary>The option that names a namespace.</summary>
internal static partial class NamespaceOption
{
    /// <summary>The namespace where none is named.</summary>
    public const string Default = "default";

    /// <summary><c>--namespace</c>, or <c>-n</c>.</summary>
    public static Option<string?> Create(string description) => CommandOption.Text("--namespace", "name", description, "-n");

    /// <summary>Its value; null where it is not given.</summary>
    /// <exception cref="HarnessException">No namespace can have that name (exit code 2).</exception>
    public static string? Of(string? name) => name is null || Label().IsMatch(name)
        ? name
        : throw HarnessException.BadInput(
            $"--namespace \"{name}\": a namespace's name has lower-case letters, digits and dashes, at most 63");

    /// <summary>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names</summary>
    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z")]
    private static partial Regex Label();
}
