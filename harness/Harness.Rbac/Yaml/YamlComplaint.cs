using YamlDotNet.Core;

namespace Harness.Rbac.Yaml;

/// <summary>What a person is told of YAML that cannot be read: the usual causes by name, else the parser's words.</summary>
internal static class YamlComplaint
{
    private const string Tab = "a tab is used as indentation, which YAML forbids; indent with spaces";

    /// <summary>Where, and what is wrong; what to do.</summary>
    /// <param name="input">The text.</param>
    /// <param name="mark">
    /// Where the parser stopped; the cause stands there, or on the next line, or in the case of a tab anywhere behind.
    /// </param>
    /// <param name="message">Its words.</param>
    /// <param name="template">What is said of a template's braces.</param>
    public static (SourceLocation At, string What) About(YamlInput input, Mark mark, string message, string template)
    {
        var at = input.At(mark);
        var isTab = message.Contains("tab", StringComparison.Ordinal);
        foreach (var (number, line) in Lines(input, at.Line).TakeWhile(one => isTab || one.Number <= at.Line + 1))
        {
            if (!isTab && line.Contains("{{", StringComparison.Ordinal))
                return (at with { Line = number, Column = line.IndexOf("{{", StringComparison.Ordinal) + 1 }, template);
            if (line[..^line.TrimStart().Length].IndexOf('\t', StringComparison.Ordinal) is >= 0 and var tab)
                return (at with { Line = number, Column = tab + 1 }, Tab);
        }

        if (IsAsterisk(input, mark, message))
            return (at, "an asterisk without quotes is an alias to YAML; write \"*\" in quotes");
        var words = message.TrimEnd('.');
        return (at, words.Contains(';', StringComparison.Ordinal)
            ? words
            : $"is not valid YAML: {char.ToLowerInvariant(words[0])}{words[1..]}; look at the indentation, brackets and quotes here");
    }

    /// <summary>What is said of a template's braces.</summary>
    public const string Template =
        "is a template, not a manifest: it has {{ … }}; render it first, e.g. helm template NAME CHART -n NS | ./run.sh validate "
        + "--policy FILE --namespace NS --manifests -; or leave it out with --exclude";

    /// <summary>The same of a policy, which no template is rendered to on the way.</summary>
    public const string PolicyTemplate =
        "has {{, as a template has: if the policy is made from one, render that first; a name with {{ in it cannot be in a policy";

    /// <summary>Why a value is no text, behind the name of what should be one; null where it is.</summary>
    public static string? OfNoText(YamlValue value) => value switch
    {
        YamlScalar { Kind: YamlScalarKind.Text } => null,
        YamlScalar { IsEmpty: true } => "is empty; write a text, or \"\" for the empty one",
        YamlScalar { Kind: YamlScalarKind.Tagged or YamlScalarKind.Null } => "has a YAML tag; remove it",
        YamlScalar other => $"is {other.Description} to YAML, not a text; quote it: {Quoted.Of(other.Text)}",
        _ => $"must be a text, not {value.Description}; write one value",
    };

    /// <summary>An alias without a name: whoever wrote it means the asterisk itself.</summary>
    private static bool IsAsterisk(YamlInput input, Mark mark, string message) =>
        message.Contains("scanning an anchor or alias", StringComparison.Ordinal)
        && mark.Index < input.Text.Length && input.Text[(int)mark.Index] == '*';

    /// <summary>The parser lets a document's first block begin behind a tab; kubectl's reader does not.</summary>
    /// <exception cref="YamlException">A tab stands before it on its line.</exception>
    public static void RefuseTabBefore(Mark block, YamlInput input)
    {
        var end = (int)Math.Clamp(block.Index, 0, input.Text.Length);
        var line = input.Text.AsSpan(0, end);
        if (line[(line.LastIndexOfAny('\n', '\r') + 1)..].Contains('\t'))
            throw new YamlException(block, block, Tab);
    }

    private static IEnumerable<(int Number, string Line)> Lines(YamlInput input, int from)
    {
        using var reader = new StringReader(input.Text);
        for (var number = input.FirstLine; reader.ReadLine() is { } line; number++)
        {
            if (number >= from)
                yield return (number, line);
        }
    }
}
