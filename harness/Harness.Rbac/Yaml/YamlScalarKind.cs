using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Harness.Rbac.Yaml;

/// <summary>What a scalar is.</summary>
internal enum YamlScalarKind
{
    /// <summary>Text: whatever is quoted, and what looks like nothing else.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A boolean, by YAML 1.1: <c>on</c>, <c>off</c>, <c>yes</c>, <c>no</c>, <c>y</c> and <c>n</c> too.</summary>
    Boolean,

    /// <summary>Nothing.</summary>
    Null,

    /// <summary>Something with a tag that Kubernetes' objects have no use for.</summary>
    Tagged,
}

/// <summary>
/// Tells what an unquoted scalar is by the rules of the YAML reader in kubectl, which are YAML 1.1's with dates left as text.
/// Source: https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
/// </summary>
internal static partial class YamlScalarKinds
{
    private static readonly HashSet<string> Booleans = [.. Cased("y", "yes", "n", "no", "true", "false", "on", "off")];
    private static readonly HashSet<string> Nulls = ["", "~", .. Cased("null")];

    /// <summary>The kind.</summary>
    public static YamlScalarKind Of(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
            return scalar.Style == ScalarStyle.Plain && scalar.Tag != "!" ? OfPlain(scalar.Value) : YamlScalarKind.Text;
        return scalar.Tag.Value switch
        {
            "tag:yaml.org,2002:str" => YamlScalarKind.Text,
            "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" => YamlScalarKind.Number,
            "tag:yaml.org,2002:bool" => YamlScalarKind.Boolean,
            "tag:yaml.org,2002:null" => YamlScalarKind.Null,
            _ => YamlScalarKind.Tagged,
        };
    }

    /// <summary>Whether a text without quotes is nothing.</summary>
    public static bool IsNull(string text) => Nulls.Contains(text);

    /// <summary>The kind of a text without quotes.</summary>
    public static YamlScalarKind OfPlain(string text) =>
        IsNull(text) ? YamlScalarKind.Null
        : Booleans.Contains(text) ? YamlScalarKind.Boolean
        : (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.') && Number().IsMatch(text) ? YamlScalarKind.Number
        : YamlScalarKind.Text;

    private static IEnumerable<string> Cased(params string[] words) =>
        words.SelectMany(word => new[] { word, char.ToUpperInvariant(word[0]) + word[1..], word.ToUpperInvariant() });

    [GeneratedRegex(
        @"^([-+]?(0[bB][01_]+|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))"
        + @"|\.(nan|NaN|NAN))\z")]
    private static partial Regex Number();
}
