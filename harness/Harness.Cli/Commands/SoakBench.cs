using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Load.Soak;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary><c>bench --profile soak</c>: constant load for a long time.</summary>
internal static class SoakBench
{
    private const double MostDigits = 6;

    /// <summary>How long.</summary>
    public static Option<string?> DurationOption { get; } = CommandOption.Text(
        "--duration", "TIME", "with --profile soak: how long, from 2m to 24h, e.g. 10m or 8h (default: 2h)");

    /// <summary>The steps of a run.</summary>
    /// <exception cref="HarnessException">The duration is none, or too short or long.</exception>
    public static IReadOnlyList<IRunStep> Steps(ParseResult parsed) =>
        [new SoakRun(parsed.GetValue(DurationOption) is { } text ? new SoakProfile(Duration(text)) : SoakProfile.Default)];

    private static TimeSpan Duration(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        var seconds = unit > 0 && text.Length <= MostDigits + 1
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (double)number * unit
                : 0;
        return seconds >= SoakProfile.Shortest.TotalSeconds && seconds <= SoakProfile.Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw HarnessException.BadInput(
                $"{DurationOption.Name} {PrintableText.Line(text)}: not a time from 2m to 24h: a whole number and s, m or h, e.g. 10m");
    }
}
