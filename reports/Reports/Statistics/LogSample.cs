using Harness.Results;

namespace Harness.Reports.Statistics;

/// <summary>
/// Values of a figure whose noise multiplies, as that of rates, latencies and ratios does: their logarithms, and what is said of their
/// mean.
/// </summary>
internal sealed class LogSample
{
    /// <summary>Takes in values.</summary>
    /// <param name="values">Above 0 and finite; others are left out.</param>
    public LogSample(IEnumerable<double> values)
    {
        Logs = [.. values.Where(IsUsable).Select(value => Math.Log(value))];
        Mean = Logs.Count == 0 ? double.NaN : Logs.Average();
        Variance = Logs.Count < 2 ? double.NaN : Logs.Sum(log => (log - Mean) * (log - Mean)) / (Logs.Count - 1);
    }

    /// <summary>The logarithms, in the order of the values.</summary>
    public IReadOnlyList<double> Logs { get; }

    /// <summary>Their mean; not a number without any.</summary>
    public double Mean { get; }

    /// <summary>Their variance; not a number for fewer than two.</summary>
    public double Variance { get; }

    /// <summary>Variance of their mean; not a number for fewer than two.</summary>
    public double VarianceOfMean => Variance / Logs.Count;

    /// <summary>Whether a value has a logarithm.</summary>
    public static bool IsUsable(double value) => double.IsFinite(value) && value > 0;

    /// <summary>The geometric mean with Student's 95 % interval; null for fewer than three values.</summary>
    public Interval? Interval()
    {
        if (Logs.Count < 3)
            return null;
        var reach = SmallSample.Student(0.95, Logs.Count - 1) * Math.Sqrt(VarianceOfMean);
        return new Interval(Math.Exp(Mean), Math.Exp(Mean - reach), Math.Exp(Mean + reach));
    }
}
