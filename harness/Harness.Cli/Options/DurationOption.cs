using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Cli.Options;

/// <summary>Times in options: how long, and since when.</summary>
internal static partial class DurationOption
{
    /// <summary>How long: a whole number with s, m, h or d.</summary>
    /// <exception cref="HarnessException">It is none (exit code 2).</exception>
    public static TimeSpan Of(string option, string text) => Read(text) ?? throw HarnessException.BadInput(
        $"{option} {text}: write how long as a whole number with s, m, h or d: 90s, 5m, 24h, 7d");

    /// <summary>Since when: a time with its zone, or how long ago; null for null.</summary>
    /// <exception cref="HarnessException">It is none, or is yet to come (exit code 2).</exception>
    public static DateTimeOffset? Since(string option, string? text, TimeProvider time)
    {
        if (text is null)
            return null;
        if (Read(text) is { } ago)
            return time.GetUtcNow() - ago;
        if (!Time().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            throw HarnessException.BadInput(
                $"{option} {text}: write how long ago (90s, 5m, 24h, 7d), or a time such as 2026-11-30T12:00:00Z");
        }

        var now = time.GetUtcNow();
        return at <= now ? at : throw HarnessException.BadInput(FormattableString.Invariant(
            $"{option} {text}: that is yet to come, as it is {now:yyyy-MM-ddTHH:mm:ss}Z now: nothing was done since then"));
    }

    private static TimeSpan? Read(string text)
    {
        if (Duration().Match(text) is not { Success: true } match)
            return null;
        var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    [GeneratedRegex(@"^([0-9]{1,5})([smhd])\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]|\z)")]
    private static partial Regex Time();
}
