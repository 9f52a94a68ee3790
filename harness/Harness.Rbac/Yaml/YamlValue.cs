namespace Harness.Rbac.Yaml;

/// <summary>A value of a YAML document, with its place.</summary>
/// <param name="Location">Where it begins.</param>
internal abstract record YamlValue(SourceLocation Location)
{
    /// <summary>What it is, as messages call it.</summary>
    public abstract string Description { get; }

    /// <summary>What it is, without any of its content: what was not read may be a secret.</summary>
    public virtual string Sort => Description;
}

/// <summary>A mapping, its fields in the order of the file; no two have the same name.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record YamlMap(SourceLocation Location, IReadOnlyList<YamlField> Fields) : YamlValue(Location)
{
    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>A field's value; null when there is none, or nothing behind its colon, which Kubernetes takes for the same.</summary>
    public YamlValue? Find(string name) =>
        Fields.FirstOrDefault(field => field.Name == name)?.Value is { } value and not YamlScalar { Kind: YamlScalarKind.Null }
            ? value
            : null;
}

/// <summary>A field of a mapping.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where the name stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record YamlField(string Name, SourceLocation Location, YamlValue Value);

/// <summary>A sequence.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Items">Its items.</param>
internal sealed record YamlList(SourceLocation Location, IReadOnlyList<YamlValue> Items) : YamlValue(Location)
{
    /// <inheritdoc/>
    public override string Description => "a list";
}

/// <summary>A scalar.</summary>
/// <param name="Location">Where it begins.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Kind">What Kubernetes' reader takes it for.</param>
internal sealed record YamlScalar(SourceLocation Location, string Text, YamlScalarKind Kind) : YamlValue(Location)
{
    /// <summary>Whether there is nothing: a tag may say so of a text, which is then there all the same.</summary>
    public bool IsEmpty => Kind == YamlScalarKind.Null && YamlScalarKinds.IsNull(Text);

    /// <inheritdoc/>
    public override string Sort => Kind switch
    {
        YamlScalarKind.Null when IsEmpty => "empty",
        YamlScalarKind.Null or YamlScalarKind.Tagged => "a tagged value",
        YamlScalarKind.Text => "a text",
        _ => Kind == YamlScalarKind.Number ? "a number" : "a boolean",
    };

    /// <inheritdoc/>
    public override string Description => Kind switch
    {
        YamlScalarKind.Null => "empty",
        YamlScalarKind.Text => $"the text {Quoted.Of(Text)}",
        YamlScalarKind.Tagged => $"the tagged value {Quoted.Of(Text)}",
        _ => $"the {(Kind == YamlScalarKind.Number ? "number" : "boolean")} {Quoted.Cut(Text)}",
    };
}
