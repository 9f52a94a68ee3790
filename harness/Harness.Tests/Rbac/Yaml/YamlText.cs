using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Yaml;

/// <summary>YAML in tests: read, and written so that it can be compared.</summary>
internal static class YamlText
{
    private static readonly YamlLimits Small = new(Bytes: 1000, Depth: 8, Values: 100, Repeated: 20);

    /// <summary>The documents; throws what is wrong with them.</summary>
    public static IReadOnlyList<YamlValue> Read(string text, YamlLimits? limits = null)
    {
        var problems = new InputProblems();
        var documents = YamlDocuments.Read(new YamlInput("a.yaml", text), limits ?? Small, problems);
        problems.ThrowIfAny();
        return documents;
    }

    /// <summary>On one line, with the kind of each scalar that is not text.</summary>
    public static string Show(YamlValue value) => value switch
    {
        YamlMap map => $"{{{string.Join(", ", map.Fields.Select(field => $"{field.Name}: {Show(field.Value)}"))}}}",
        YamlList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        YamlScalar { Kind: YamlScalarKind.Text } text => $"\"{text.Text}\"",
        YamlScalar other => $"{other.Kind} {other.Text}".TrimEnd(),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
