using Harness.Results;

namespace Harness.Reports.History;

/// <summary>Any two runs of a folder, named by a person.</summary>
internal static class RunPair
{
    /// <summary>Compares them, the later one with the earlier one, whichever is named first.</summary>
    /// <param name="shelf">The runs, from which it is also known how far figures scatter.</param>
    /// <param name="before">The one, as <see cref="RunShelf.Find"/> takes it.</param>
    /// <param name="after">The other.</param>
    /// <exception cref="HarnessException">There is no such run, it cannot be read, or it is the same.</exception>
    public static RunComparison Compare(RunShelf shelf, string before, string after)
    {
        ArgumentNullException.ThrowIfNull(shelf);
        var (one, other) = (shelf.Find(before), shelf.Find(after));
        if (one == other)
            throw HarnessException.BadInput($"{PrintableText.Line(before)} twice: name two runs");
        var file = new RunReportFile();
        return RunComparison.ByTime(file.Read(one), file.Read(other), RunHistory.Read(shelf.Root));
    }
}
