using Harness.Reports.Text;

namespace Harness.Reports.Graphs;

/// <summary>What a picture is to show, whatever language it is written in.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Paths">Ways, in the order in which they find room.</param>
/// <param name="Words">What ways of a kind are called, with how they look.</param>
internal sealed record GraphPicture(string Title, IReadOnlyList<AccessPath> Paths, Func<PathKind, string> Words)
{
    private const int MostNotes = 3;

    /// <summary>What is not known beside the ways: it is shown, as a picture without it would pass for the whole.</summary>
    public IReadOnlyList<string> NotDecided { get; init; } = [];

    /// <summary>What else has to be known to read the ways.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether it says itself what found no room, and not the text around it.</summary>
    public bool SaysWhatIsLeftOut { get; init; } = true;

    /// <summary>What stands in it where there is no way at all.</summary>
    public string Nothing { get; init; } = "nobody has access, and nobody should";

    /// <summary>Notes beside a graph of it: what is not known, what found no room, or that there is nothing.</summary>
    /// <param name="graph">What is drawn of it.</param>
    /// <param name="rest">Where all of it is.</param>
    public IEnumerable<string> Notes(AccessGraph graph, string rest)
    {
        foreach (var text in NotDecided.Take(MostNotes))
            yield return $"could not be checked: {text}";
        if (NotDecided.Count > MostNotes)
            yield return $"… and {Figures.Count(NotDecided.Count - MostNotes)} more that could not be checked";
        foreach (var text in Remarks.Take(MostNotes))
            yield return text;
        if (Remarks.Count > MostNotes)
            yield return $"… and {Figures.Count(Remarks.Count - MostNotes)} more admission policies about it";
        if (SaysWhatIsLeftOut && graph.Paths.Count < graph.AllPaths)
            yield return GraphCaption.LeftOut(graph, rest);
        if (graph.AllPaths == 0)
            yield return Nothing;
    }
}
