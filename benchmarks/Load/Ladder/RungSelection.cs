using Harness.Results;

namespace Harness.Load.Ladder;

/// <summary>The rungs that are measured, and those that are not.</summary>
/// <param name="Rungs">Each after the one that it is compared with.</param>
/// <param name="Skipped">Those that were asked for and have no way here, with the reason.</param>
internal sealed record RungSelection(IReadOnlyList<LadderRung> Rungs, IReadOnlyList<SkippedRung> Skipped)
{
    /// <summary>Nothing was asked for.</summary>
    public static RungSelection None { get; } = new([], []);

    /// <summary>
    /// Those of the choices that are wanted and have a way. A rung is compared with the next shorter one of them, and a control needs its
    /// own rung.
    /// </summary>
    /// <param name="choices">All choices, in the order of the ladder.</param>
    /// <param name="wanted">What was asked for; null for all.</param>
    /// <exception cref="HarnessException">None is left to measure (exit code 3).</exception>
    public static RungSelection Of(IReadOnlyList<RungChoice> choices, IReadOnlyList<RungKind>? wanted)
    {
        var asked = choices.Where(choice => wanted is null || wanted.Contains(choice.Kind)).ToList();
        var there = asked.Where(choice => choice.Rung is not null).Select(choice => choice.Kind).ToHashSet();
        var rungs = from choice in asked
                    where choice.Rung is not null && (!choice.Kind.IsControl || there.Contains(choice.Kind.Against!))
                    select choice.Rung! with { Against = Nearest(choice.Kind.Against, there)?.Name };
        var selection = new RungSelection(
            [.. rungs],
            [
                .. from choice in asked
                   let reason = choice.Missing
                   where reason is not null
                   select new SkippedRung(choice.Kind.Name, reason),
            ]);
        return selection.Rungs.Count > 0 ? selection : throw HarnessException.Undecided(
            "nothing was measured: " + string.Join("; ", selection.Skipped.Select(one => $"{one.Rung}: {one.Reason}")));
    }

    private static RungKind? Nearest(RungKind? kind, HashSet<RungKind> there)
    {
        while (kind is not null && !there.Contains(kind))
            kind = kind.Against;
        return kind;
    }
}
