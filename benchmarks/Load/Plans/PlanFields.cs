using System.Globalization;
using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Fields of load plans by their types. What is not as it should be is a problem, and null.</summary>
internal static partial class PlanFields
{
    /// <summary>Most copies of a scenario.</summary>
    public const int MostCopies = 20_000;

    private const double HighestRate = 10_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The one field of a mapping, read as its name says.</summary>
    public static T? Choice<T>(FieldReader entry, IReadOnlyDictionary<string, Func<FieldReader, T?>> kinds)
        where T : class
    {
        entry.Only([.. kinds.Keys]);
        var there = kinds.Keys.Where(entry.Has).ToList();
        if (there.Count == 1)
            return entry.Object(there[0]) is { } one ? kinds[there[0]](one) : null;
        entry.Refuse(there.Count == 0
            ? $"says nothing; write one of {string.Join(", ", kinds.Keys)}"
            : $"has {string.Join(" and ", there)}; make an entry of each");
        return null;
    }

    /// <summary>A length of time that has to be there: numbers with units, e.g. <c>500ms</c>, <c>30s</c>, <c>1m30s</c>.</summary>
    public static TimeSpan? Time(FieldReader entry, string name)
    {
        if (!entry.Has(name))
        {
            entry.Refuse($"has no {name}; write a length of time, e.g. {name}: 30s");
            return null;
        }

        var parts = Duration().Match(entry.Scalar(name) ?? "");
        var time = parts.Success ? Sum(parts) : TimeSpan.Zero;
        if (time > TimeSpan.Zero && time <= Longest)
            return time;
        entry.Refuse(name, $"is {Shown(entry, name)}; write a length of time of at most 24h, e.g. 500ms, 30s or 1m30s");
        return null;
    }

    /// <summary>The same, where it may be missing.</summary>
    public static TimeSpan? OptionalTime(FieldReader entry, string name) => entry.Has(name) ? Time(entry, name) : null;

    /// <summary>A whole number that has to be there.</summary>
    public static int? Count(FieldReader entry, string name, int least, int most)
    {
        if (entry.IsNumber(name) && int.TryParse(entry.Scalar(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least && count <= most)
        {
            return count;
        }

        entry.Refuse(name, string.Create(
            CultureInfo.InvariantCulture, $"is {Shown(entry, name)}; write a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>The same, where it may be missing; at least 1.</summary>
    public static int? OptionalCount(FieldReader entry, string name, int most) => entry.Has(name) ? Count(entry, name, 1, most) : null;

    /// <summary>Requests in an interval: above 0.</summary>
    public static double? Rate(FieldReader entry, string name)
    {
        if (Decimal(entry, name) is { } rate and > 0 and <= HighestRate)
            return rate;
        entry.Refuse(name, $"is {Shown(entry, name)}; write a number above 0 and up to 10000000, or a pause where no request is to begin");
        return null;
    }

    /// <summary>A share: above 0 and up to 1.</summary>
    public static double? Share(FieldReader entry, string name)
    {
        if (Decimal(entry, name) is { } share and > 0 and <= 1)
            return share;
        entry.Refuse(name, $"is {Shown(entry, name)}; write a number above 0 and up to 1, e.g. 0.01");
        return null;
    }

    private static double? Decimal(FieldReader entry, string name) => entry.IsNumber(name) && double.TryParse(
        entry.Scalar(name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    private static string Shown(FieldReader entry, string name) =>
        !entry.Has(name) ? "missing" : entry.Scalar(name) is { } text ? Quoted.Of(text) : "no single value";

    private static TimeSpan Sum(Match parts)
    {
        return Part("h", 3_600) + Part("m", 60) + Part("s", 1) + Part("ms", 0.001);

        TimeSpan Part(string unit, double seconds) => parts.Groups[unit] is { Success: true, Value: var text }
            ? TimeSpan.FromSeconds(Math.Min(double.Parse(text, CultureInfo.InvariantCulture) * seconds, 1e8))
            : TimeSpan.Zero;
    }

    // As Kubernetes and Go write them; a number without a unit is refused.
    [GeneratedRegex(
        @"^(?=\d)((?<h>\d{1,9}(\.\d{1,9})?)h)?((?<m>\d{1,9}(\.\d{1,9})?)m(?!s))?((?<s>\d{1,9}(\.\d{1,9})?)s)?"
        + @"((?<ms>\d{1,9}(\.\d{1,9})?)ms)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
