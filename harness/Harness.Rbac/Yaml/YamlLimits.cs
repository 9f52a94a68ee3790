namespace Harness.Rbac.Yaml;

/// <summary>How much of the limits a file's documents have used up.</summary>
internal sealed class YamlUse
{
    /// <summary>Values in them.</summary>
    public int Values { get; set; }

    /// <summary>Values that aliases repeated.</summary>
    public int Repeated { get; set; }

    /// <summary>Texts that come again and again in them.</summary>
    public TextPool Texts { get; } = new();
}

/// <summary>How much of a document is read before it is refused: what a person writes or a tool renders is far below.</summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Depth">Levels of nesting.</param>
/// <param name="Values">Values in all its documents, what aliases stand for included.</param>
/// <param name="Repeated">Values that aliases repeat.</param>
internal sealed record YamlLimits(int Bytes, int Depth, int Values, int Repeated)
{
    /// <summary>A file written by hand.</summary>
    public static YamlLimits Policy { get; } = new(16 << 20, 32, 200_000, 10_000);

    /// <summary>Rendered manifests: custom resource definitions nest deep, and a dump of a big cluster is long.</summary>
    public static YamlLimits Manifests { get; } = new(32 << 20, 128, 4_000_000, 100_000);
}
