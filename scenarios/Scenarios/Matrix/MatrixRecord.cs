using Harness.Results;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Matrix;

/// <summary>
/// Records thousands of cells without drowning the reader: one observation for each identity and target with the count of its
/// cells, and one for each disagreement, naming the spellings that disagree alike.
/// </summary>
internal static class MatrixRecord
{
    public static void Write(ScenarioObservations seen, IReadOnlyList<Observed> all)
    {
        foreach (var group in all.GroupBy(one => (one.Cell.Identity, one.Cell.Target)))
            Count(seen, $"{group.Key.Identity}: {group.Key.Target}", [.. group]);
        foreach (var table in all.GroupBy(one => one.Cell.Target))
            Tabulate(seen, table.Key, [.. table]);
    }

    private static void Count(ScenarioObservations seen, string subject, Observed[] cells)
    {
        var agreeing = cells.Count(one => one.AsExpected);
        if (agreeing > 0)
            seen.Expect(subject, "as the oracle predicts", $"{agreeing} of {cells.Length} cells as predicted", true);
        var differing = cells.Where(one => !one.AsExpected);
        foreach (var alike in differing.GroupBy(one => (one.Cell.Method, Due: one.Expected.ToString(), Is: one.Answer())))
        {
            var spellings = string.Join(", ", alike.Select(one => one.Cell.Spelling?.Name).OfType<string>());
            seen.Expect(
                $"{subject}: {alike.Key.Method}{(spellings.Length == 0 ? "" : $" as {spellings}")}", alike.Key.Due, alike.Key.Is, false,
                alike.First().Verdict);
        }
    }

    /// <summary>A table for a target; two where the plain name should open what other spellings do not.</summary>
    private static void Tabulate(ScenarioObservations seen, Target target, Observed[] cells)
    {
        var isSplit = cells.GroupBy(one => (one.Cell.Identity, one.Cell.Method))
            .Any(place => place.Select(one => one.Expected.Decision).Distinct().Count() > 1);
        foreach (var part in cells.GroupBy(one => isSplit && !IsPlain(one.Cell)))
            Fold(seen, Heading(target, isSplit, isOthers: part.Key), part);
    }

    /// <summary>One cell for all spellings with the same result; a cell for each that differs.</summary>
    private static void Fold(ScenarioObservations seen, string table, IEnumerable<Observed> cells)
    {
        foreach (var place in cells.GroupBy(one => (one.Cell.Identity, one.Cell.Method)))
        {
            foreach (var alike in place.GroupBy(one => one.Signs()))
            {
                var (expected, observed) = alike.Key;
                seen.Show(new MatrixCell(table, place.Key.Identity.Name, place.Key.Method.Name, expected, observed)
                {
                    Evidence = alike.First().Verdict.ToString(),
                    Call = CellCall.Of(alike.First().Verdict.Evidence),
                });
            }
        }
    }

    private static string Heading(Target target, bool isSplit, bool isOthers)
    {
        if (target.Kind == Backend.PodsProxy)
            return $"Generated matrix: {target}";
        var others = Dimensions.Spellings.Where(spelling => spelling.Name != "name").Select(spelling => spelling.Name);
        return $"Generated matrix: {target}, " + (isSplit, isOthers) switch
        {
            (false, _) => "every spelling",
            (true, false) => "by its plain name",
            (true, true) => $"as {string.Join(", ", others)}",
        };
    }

    private static bool IsPlain(Cell cell) => cell.Spelling is { Scheme: null, Port: null };
}
