using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Harness.Rbac.Yaml;

/// <summary>
/// YAML that every parser reads alike. Kubernetes' tools read YAML 1.1, where <c>on</c> and <c>y</c> are booleans and <c>0755</c>
/// is a number: only strings that are nothing else in any version go without quotes.
/// Source: https://yaml.org/type/ (bool, int, float, null, timestamp)
/// </summary>
internal static partial class YamlTree
{
    private static readonly HashSet<string> OtherThanStrings =
        new(["y", "n", "yes", "no", "on", "off", "true", "false", "null"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A YAML tree of a JSON one.</summary>
    public static YamlNode Of(JsonNode? json) => json switch
    {
        JsonObject fields => new YamlMappingNode(fields.Select(field => KeyValuePair.Create((YamlNode)Text(field.Key), Of(field.Value)))),
        JsonArray items => new YamlSequenceNode(items.Select(Of)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>()),
        _ => new YamlScalarNode(json?.ToJsonString() ?? "null") { Style = ScalarStyle.Plain },
    };

    /// <summary>A string.</summary>
    public static YamlScalarNode Text(string text) => new(text)
    {
        Style = PlainWord().IsMatch(text) && !OtherThanStrings.Contains(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted,
    };

    /// <summary>A field of a mapping; null where it has none, or the node is none.</summary>
    public static YamlNode? Child(YamlNode? node, string field) =>
        node is YamlMappingNode fields && fields.Children.TryGetValue(Text(field), out var child) ? child : null;

    /// <summary>A file of documents, lines ending in a single line feed.</summary>
    public static string File(params IEnumerable<YamlNode> documents)
    {
        var serializer = new SerializerBuilder().Build();
        return Escaped(string.Join("---\n", documents.Select(serializer.Serialize)).ReplaceLineEndings("\n"));
    }

    /// <summary>
    /// What does something to a terminal or a CI job that shows the file is escaped: only strings in quotes have any of it.
    /// </summary>
    private static string Escaped(string yaml)
    {
        var escaped = new StringBuilder(yaml.Length);
        foreach (var rune in Command().Replace(yaml, @"#\x23").EnumerateRunes())
        {
            if (rune.Value == '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned))
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            }
        }

        return escaped.ToString();
    }

    /// <summary>Source: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands</summary>
    [GeneratedRegex(@"##(?=\w*\[)")]
    private static partial Regex Command();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]*\z")]
    private static partial Regex PlainWord();
}
