using System.Globalization;

namespace Harness.Reports.Text;

/// <summary>Numbers and times as people read them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>Stands for a missing figure.</summary>
    public const string None = "–";

    /// <summary>A whole number with thousands separators: <c>12,345</c>.</summary>
    public static string Count(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits, or all digits from a thousand on: <c>0.0123</c>, <c>12.3</c>, <c>12,345</c>.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            return None;
        var size = Math.Abs(value);
        return size switch
        {
            0 => "0",
            >= 1e15 or < 1e-4 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
            >= 99.95 => value.ToString("#,##0", CultureInfo.InvariantCulture),
            _ => value.ToString("0." + new string('#', 2 - (int)Math.Floor(Math.Log10(size))), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>How many times one figure is another: <c>27.3×</c>, <c>2.4×</c>.</summary>
    public static string Times(double? ratio) => ratio is { } value && double.IsFinite(value) ? $"{Number(value)}×" : None;

    /// <summary>A number with what it counts: <c>1 scenario</c>, <c>2 scenarios</c>.</summary>
    public static string Counted(long value, string one, string? many = null) =>
        $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>A length of time: <c>340 ms</c>, <c>12.3 s</c>, <c>3 min 20 s</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(TimeSpan value) => value.TotalSeconds switch
    {
        < 0.9995 => $"{Number(Math.Round(value.TotalMilliseconds, value.TotalMilliseconds < 10 ? 1 : 0))} ms",
        < 59.95 => $"{Number(value.TotalSeconds)} s",
        < 3599.5 => Split(Math.Round(value.TotalSeconds), "min", "s"),
        _ => Split(Math.Round(value.TotalMinutes), "h", "min"),
    };

    /// <summary>A time to the second: <c>2026-01-31 23:59:59 UTC</c>.</summary>
    public static string Moment(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd HH':'mm':'ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>An amount of memory: <c>7.8 GiB</c>.</summary>
    public static string Memory(long bytes) => $"{Number(Math.Round(bytes / 1073741824.0, 1))} GiB";

    /// <summary>The size of a body: <c>0.1 KiB</c>, <c>100 KiB</c>, <c>10 MiB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1 << 20 => $"{Number(bytes / 1048576.0)} MiB",
        _ => $"{Number(Math.Round(bytes / 1024.0, 1))} KiB",
    };

    private static string Split(double value, string large, string small)
    {
        var (whole, rest) = Math.DivRem((long)value, 60);
        return rest == 0 ? $"{Count(whole)} {large}" : $"{Count(whole)} {large} {Count(rest)} {small}";
    }
}
