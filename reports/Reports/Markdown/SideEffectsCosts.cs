using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>What proxied load takes of the node and of the storage, level by level.</summary>
internal static class SideEffectsCosts
{
    private const int MostPrograms = 5;
    private const double Mebibyte = 1048576;

    public static void Write(MarkdownPage page, SideEffectsResult measured)
    {
        var programs = measured.Levels.SelectMany(level => level.Programs).GroupBy(program => program.Program)
            .OrderByDescending(of => of.Max(program => program.Microseconds.Estimate)).Select(of => of.Key).Take(MostPrograms).ToList();
        if (programs.Count == 0 && measured.Levels.All(level => level.StorageReads is null && level.TimeWait is null))
            return;
        page.Paragraph(
            "What each proxied request takes, less what is used when idle, with 95 % intervals; and the state at the rounds' ends "
            + "(means):");
        page.Table(
            [
                "Load", .. programs.Select(program => $">{MarkdownText.Inline(program)}: CPU µs"),
                ">Storage reads", ">API server's memory, MiB", ">Sockets in TIME_WAIT",
            ],
            measured.Levels.Select(level => (IReadOnlyList<string>)
            [
                SideEffectsSection.Load(level),
                .. programs.Select(program => SideEffectsSection.Text(
                    level.Programs.FirstOrDefault(one => one.Program == program)?.Microseconds)),
                SideEffectsSection.Text(level.StorageReads),
                level.ApiServerMemory is { } memory ? Figures.Number(Math.Round(memory / Mebibyte)) : Figures.None,
                level.TimeWait is { } sockets ? Figures.Number(Math.Round(sockets)) : Figures.None,
            ]));
    }
}
