using Harness.Reports.Statistics;
using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.History;

/// <summary>Trends and comparisons in words.</summary>
internal static class TrendText
{
    /// <summary>What is seen in a trend.</summary>
    /// <param name="trend">The trend.</param>
    /// <param name="last">What its last run is called.</param>
    public static string Caption(FigureTrend trend, string last = "this run")
    {
        var changes = trend.Changes.Count == 0
            ? trend.Points.Count < ChangePoints.Fewest ? "too few runs for a change point" : "no change point"
            : string.Join(", ", trend.Changes.TakeLast(3).Select((_, i) => Change(trend, Math.Max(0, trend.Changes.Count - 3) + i)));
        return $"{Value(trend.Figure.Value, trend.Figure.Unit)} in {last}, {Value(trend.Before, trend.Figure.Unit)} in the median of "
            + $"{Figures.Counted(trend.Points.Count - 1, "earlier run")}; {changes}" + Versions(trend);
    }

    /// <summary>A value with its unit; a ratio has its sign at once.</summary>
    public static string Value(double? value, string unit) => value is not { } number ? Figures.None
        : unit == "×" ? $"{Figures.Number(number)}×"
        : $"{Figures.Number(number)} {unit}";

    /// <summary>How many times something is, with its bounds.</summary>
    public static string Times(Interval? change) => change is null ? Figures.None
        : $"{Figures.Number(change.Estimate)} [{Figures.Number(change.Low)}, {Figures.Number(change.High)}]";

    /// <summary>A verdict in words.</summary>
    public static string Word(FigureVerdict verdict) => verdict switch
    {
        FigureVerdict.Worse => "worse",
        FigureVerdict.Better => "better",
        FigureVerdict.Changed => "changed",
        FigureVerdict.Same => "the same",
        _ => "inconclusive",
    };

    /// <summary>The day of a run, as all pages write it.</summary>
    public static string Day(FigurePoint point) => Figures.Moment(point.Run.Started)[..10];

    /// <summary>What a comparison of two runs says of a figure: why there is no verdict, or how far to trust it.</summary>
    public static string Remark(FigureComparison figure) =>
        figure.Why ?? (figure.HoldsScatterOfRuns || figure.Change is null ? "" : "of these two runs alone");

    private static string Change(FigureTrend trend, int change)
    {
        var (at, end) = (trend.Changes[change], change + 1 < trend.Changes.Count ? trend.Changes[change + 1] : trend.Points.Count);
        var begin = change == 0 ? 0 : trend.Changes[change - 1];
        var ratio = Math.Exp(Mean(trend, at, end) - Mean(trend, begin, at));
        return $"{Figures.Number(ratio)} times from {Day(trend.Points[at])} on";
    }

    private static double Mean(FigureTrend trend, int begin, int end) =>
        trend.Points.Skip(begin).Take(end - begin).Average(point => point.Log);

    private static string Versions(FigureTrend trend)
    {
        if (trend.Versions.Count == 0)
            return "";
        var point = trend.Points[trend.Versions[^1]];
        return $"; Kubernetes {point.Run.Cluster?.KubernetesVersion ?? Figures.None} from {Day(point)} on";
    }
}
