using Harness.Reports.Statistics;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Measured;

/// <summary>Figures of ways that were measured side by side.</summary>
internal static class LadderHeadlines
{
    private const string Proxy = "proxy";
    private const string Direct = "direct";

    /// <summary>Rates and latencies of each way, and how many times as fast the shorter of two is.</summary>
    /// <param name="make">Makes figures of the benchmark.</param>
    /// <param name="part">First word of the ids.</param>
    /// <param name="ladder">What was measured.</param>
    public static IEnumerable<HeadlineFigure> Of(FigureMaker make, string part, LadderResult ladder)
    {
        // A control is a way that is there already.
        var cells = ladder.Cells.Where(cell => ladder.Controls.All(control => control.Rung != cell.Rung)).ToList();
        var pairs = ladder.Steps.Select(step => (step.Rung, step.Against, step.Connections))
            .Concat(cells.Where(cell => cell.Rung == Proxy).Select(cell => (cell.Rung, Direct, cell.Connections))).Distinct();
        return cells.SelectMany(cell => Cell(make, part, cell))
            .Concat(pairs.Select(pair => Ratio(make, part, ladder, pair)).OfType<HeadlineFigure>())
            .Concat(Together(make, part, cells));
    }

    /// <summary>
    /// Over all numbers of connections together: their noise is nearly independent, so that a smaller change is told from it than by any
    /// of them alone. Which numbers there are belongs to what was measured.
    /// </summary>
    private static IEnumerable<HeadlineFigure> Together(FigureMaker make, string part, List<LadderCell> cells)
    {
        var proxied = cells.Where(cell => cell.Rung == Proxy).ToList();
        if (proxied.Select(cell => cell.Connections).Distinct().Count() < 2)
            return [];
        var direct = cells.Where(cell => cell.Rung == Direct && proxied.Exists(one => one.Connections == cell.Connections)).ToList();
        var both = Blocks([.. direct, .. proxied]);
        var all = make.With($"at {string.Join(", ", proxied.Select(cell => cell.Connections))} connections");
        var rates = all.Of(
            FigureId.Of(part, Proxy, "all", "requests-per-second"), $"{Proxy}, all numbers of connections: requests per second",
            "requests/s", FigureDirection.Higher, BlockMeans(Blocks(proxied), proxied), First(proxied));
        return direct.Count < proxied.Count
            ? [rates]
            :
            [
                rates,
                all.Of(
                    FigureId.Of(part == "ladder" ? "ratio" : $"{part}-ratio", $"{Direct}-over-{Proxy}", "all"),
                    $"{Direct} over {Proxy}, all numbers of connections: times as many requests per second", "×", FigureDirection.Lower,
                    BlockMeans(both, direct).Zip(BlockMeans(both, proxied), (shorter, longer) => shorter / longer),
                    First([.. direct, .. proxied])),
            ];

        static string? First(IEnumerable<LadderCell> cells) => cells.Select(Named).FirstOrDefault(doubt => doubt is not null);
    }

    /// <summary>The geometric mean of the cells' rates in each block; not a number where one of them is missing.</summary>
    private static IEnumerable<double> BlockMeans(IEnumerable<int> blocks, List<LadderCell> cells) => blocks.Select(block =>
    {
        var rates = new LogSample(cells.Select(
            cell => cell.Rounds.FirstOrDefault(round => round.Block == block)?.RequestsPerSecond ?? 0));
        return rates.Logs.Count == cells.Count ? Math.Exp(rates.Mean) : double.NaN;
    });

    private static IReadOnlyList<int> Blocks(params IEnumerable<LadderCell> cells) =>
        [.. cells.SelectMany(cell => cell.Rounds).Select(round => round.Block).Distinct().Order()];

    private static IEnumerable<HeadlineFigure> Cell(FigureMaker make, string part, LadderCell cell)
    {
        var title = $"{cell.Rung}, {Figures.Counted(cell.Connections, "connection")}";
        var invalid = Invalid(cell);
        var slow = invalid ?? FigureMaker.Survivors(cell.Errors.Values.Sum(), cell.Rounds.Sum(round => round.Requests));
        yield return make.Of(
            Id("requests-per-second"), $"{title}: requests per second", "requests/s", FigureDirection.Higher,
            cell.Rounds.Select(round => round.RequestsPerSecond), invalid);
        yield return make.Of(Id("p50"), $"{title}: p50", "ms", FigureDirection.Lower, cell.Rounds.Select(round => round.P50), slow);
        yield return make.Of(Id("p99"), $"{title}: p99", "ms", FigureDirection.Lower, cell.Rounds.Select(round => round.P99), slow);

        string Id(string figure) => FigureId.Of(part, cell.Rung, cell.Connections, figure);
    }

    /// <summary>Rounds of a block were measured one soon after the other: their ratios have less noise than the rates.</summary>
    private static HeadlineFigure? Ratio(
        FigureMaker make, string part, LadderResult ladder, (string Rung, string Against, int Connections) pair)
    {
        if (Find(pair.Rung) is not { } longer || Find(pair.Against) is not { } shorter)
            return null;
        var ratios = from one in longer.Rounds
                     join other in shorter.Rounds on one.Block equals other.Block
                     orderby one.Block
                     select other.RequestsPerSecond / one.RequestsPerSecond;
        return make.Of(
            FigureId.Of(part == "ladder" ? "ratio" : $"{part}-ratio", $"{pair.Against}-over-{pair.Rung}", pair.Connections),
            $"{pair.Against} over {pair.Rung}, {Figures.Counted(pair.Connections, "connection")}: times as many requests per second",
            "×", IsCost(pair) ? FigureDirection.Lower : FigureDirection.Neither, ratios, Named(longer) ?? Named(shorter));

        LadderCell? Find(string rung) =>
            ladder.Cells.FirstOrDefault(cell => cell.Rung == rung && cell.Connections == pair.Connections);
    }

    /// <summary>What the proxy costs; of any other two ways, nobody can say which one the other should be like.</summary>
    private static bool IsCost((string Rung, string Against, int Connections) pair) =>
        pair.Against.StartsWith(Direct, StringComparison.Ordinal) && pair.Rung == Proxy + pair.Against[Direct.Length..];

    private static string? Named(LadderCell cell) =>
        Invalid(cell) is { } why ? $"{cell.Rung}, {Figures.Counted(cell.Connections, "connection")}: {why}" : null;

    private static string? Invalid(LadderCell cell) =>
        FigureMaker.Invalid(cell.Rounds.Count(round => round.Invalid is not null), cell.Rounds.Count);
}
