using Harness.Reports.Charts;
using Harness.Reports.Summary;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>One percentile of every ordinary call, as times of idle over the proxied load.</summary>
/// <param name="Measured">All that was measured.</param>
/// <param name="IsMedian">Whether it is the median; else the 99th percentile.</param>
internal sealed record SideEffectsPlot(SideEffectsResult Measured, bool IsMedian)
{
    /// <summary>Which percentile.</summary>
    public string Percentile => IsMedian ? "p50" : "p99";

    /// <summary>What it shows.</summary>
    public string Title => $"{Percentile} of ordinary calls as times of idle, over proxied requests per second";

    /// <summary>What is seen in it.</summary>
    public string Caption => CostText.Sentences(
    [
        Beyond(),
        Within(),
        $"Drawn in: {SafeName}, {SafeRateText.Rate(Safe)}",
        .. Measured.Levels.Where(level => level.Invalid is not null).Select(level =>
            $"Nothing is drawn at {SideEffectsTables.NameOf(level)} ({Rate(level)} requests/s), which does not hold: {level.Invalid}"),
        "Thin lines are 95 % intervals",
    ]);

    // Medians scatter less: where the rate by medians alone is known, it is what belongs to their picture.
    private SafeRate Safe => IsMedian ? Measured.SafeRateOfMedians ?? Measured.SafeRate : Measured.SafeRate;

    private string SafeName => IsMedian && Measured.SafeRateOfMedians is not null ? "the safe rate by medians alone" : "the safe rate";

    private IEnumerable<SideEffectLevel> Loaded => Measured.Levels.Where(level => level.Share > 0).OrderBy(level => level.AnsweredRate);

    /// <summary>The picture.</summary>
    public LineChart Chart(string id) => new(
        id, CostText.Capital(Title), Caption,
        new ChartAxis("Proxied requests per second, answered") { WithZero = true, Ticks = [(0, "0"), .. Loaded.Select(Tick)] },
        new ChartAxis("Times of idle") { IsLog = true },
        [.. Measured.Calls.Take(ChartStyle.MostSeries).Select(call =>
            new ChartSeries(call.Call, [.. Loaded.Select(level => Point(level, call.Call))]))])
    {
        Limits =
        [
            new ChartLimit(1, "idle"),
            new ChartLimit(Measured.Limit, $"limit: {Figures.Number(Measured.Limit)}× of idle") { IsBound = true },
        ],
        Place = Place(),
        Beside = 4,
    };

    /// <summary>The same figures.</summary>
    public CostTable Table(string name) => CostTable.WithDoubts(
        name,
        [
            "Load", ">Answered, requests/s", .. Measured.Calls.SelectMany(call => new[] { $">{call.Call}, ms", ">times of idle" }),
            CostText.DoubtColumn,
        ],
        Measured.Levels.Select(level => (IEnumerable<string>)
        [
            SideEffectsTables.NameOf(level), Rate(level),
            .. Measured.Calls.SelectMany(call => new[]
            {
                CostText.Number(Milliseconds(level, call.Call)?.Estimate), CostText.Of(Times(level, call.Call)),
            }),
            SideEffectsTables.DoubtOf(level),
        ]));

    private static string Rate(SideEffectLevel level) => Figures.Number(Math.Round(level.AnsweredRate));

    private static (double Value, string Text) Tick(SideEffectLevel level) =>
        (level.AnsweredRate, Rate(level) + (level.Invalid is null ? "" : $" {CostText.Doubt}"));

    private static CallAtLevel? At(SideEffectLevel level, string call) => level.Calls.FirstOrDefault(one => one.Call == call);

    private Interval? Times(SideEffectLevel level, string call) => IsMedian ? At(level, call)?.P50Times : At(level, call)?.P99Times;

    private Interval? Milliseconds(SideEffectLevel level, string call) => IsMedian ? At(level, call)?.P50 : At(level, call)?.P99;

    private ChartPoint Point(SideEffectLevel level, string call)
    {
        var times = level.Invalid is null ? Times(level, call) : null;
        var hint = $"{call} at {Rate(level)} requests/s: {CostText.Of(times)} times of idle";
        return new(level.AnsweredRate, times?.Estimate ?? double.NaN, hint)
        {
            Low = times?.Low,
            High = times?.High,
        };
    }

    private ChartPlace Place() => Safe switch
    {
        { Kind: SafeRateKind.Below, RequestsPerSecond: { } bound } => new ChartPlace(null, null, bound, SafeText),
        { Kind: SafeRateKind.AtLeast, RequestsPerSecond: { } bound } => new ChartPlace(null, bound, null, SafeText),
        var rate => new ChartPlace(rate.RequestsPerSecond, rate.Low, rate.High, SafeText),
    };

    private string SafeText => $"{SafeName}: {SafeRateText.Rate(Safe)}";

    private string Beyond()
    {
        var beyond = from call in Measured.Calls
                     let first = Loaded.FirstOrDefault(level => level.Invalid is null && Times(level, call.Call)?.Estimate > Measured.Limit)
                     where first is not null
                     select $"{call.Call} from {Rate(first)} requests/s on ({CostText.Of(Times(first, call.Call))} times of idle)";
        return beyond.ToList() is { Count: > 0 } all
            ? $"By the estimate, beyond {Figures.Number(Measured.Limit)} times of idle: {string.Join("; ", all)}"
            : $"No call's {Percentile} is beyond {Figures.Number(Measured.Limit)} times of idle at any load that holds";
    }

    private string Within()
    {
        var levels = Loaded.Where(level => level.Invalid is null).ToList();
        var within = Measured.Calls.Where(call => levels.Exists(level => Times(level, call.Call) is not null)
            && levels.All(level => !(Times(level, call.Call)?.Estimate > Measured.Limit))).Select(call => call.Call).ToList();
        return within.Count == 0 || within.Count == Measured.Calls.Count ? "" : $"Within it at every load: {string.Join(", ", within)}";
    }
}
