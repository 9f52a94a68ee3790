namespace Harness.Reports.Graphs;

/// <summary>How large a mermaid diagram may be.</summary>
/// <param name="Nodes">Most stops; fewer where their texts are long.</param>
/// <param name="Characters">Most characters.</param>
internal sealed record MermaidRoom(int Nodes, int Characters)
{
    /// <summary>Mermaid refuses more than 500 lines and 50,000 characters, and on GitHub nobody can set other limits.</summary>
    /// <remarks>Source: https://mermaid.js.org/config/schema-docs/config.html</remarks>
    private const int MostEdges = 400;

    /// <summary>For a file of its own.</summary>
    public static MermaidRoom File { get; } = new(200, 45_000);

    /// <summary>For a comment on a pull request, together with the text that it belongs to.</summary>
    public static MermaidRoom Comment { get; } = new(30, 12_000);

    /// <summary>Limits to try, the widest first.</summary>
    public IEnumerable<GraphLimits> Limits()
    {
        for (var nodes = Nodes; nodes > 0; nodes /= 2)
            yield return new GraphLimits(nodes, MostEdges);
        yield return new GraphLimits(0, 0);
    }
}
