using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>The safe rate in words: never a number that is not known.</summary>
internal static class SafeRateText
{
    /// <summary>The rate alone, e.g. <c>320 proxied requests/s [280, 360]</c>, <c>below 70 proxied requests/s</c>.</summary>
    public static string Rate(SafeRate rate) => rate switch
    {
        { Kind: SafeRateKind.Measured, RequestsPerSecond: { } estimate, Low: { } low, High: { } high } =>
            $"{Whole(estimate)} proxied requests/s [{Whole(low)}, {Whole(high)}]",
        { Kind: SafeRateKind.Below, RequestsPerSecond: { } bound } => $"below {Whole(bound)} proxied requests/s",
        { Kind: SafeRateKind.AtLeast, RequestsPerSecond: { } bound } => $"at least {Whole(bound)} proxied requests/s",
        { Low: { } low } => $"undecided, but at least {Whole(low)} proxied requests/s",
        { High: { } high } => $"undecided, but at most {Whole(high)} proxied requests/s",
        _ => "undecided",
    };

    /// <summary>What it means, for the terminal and for the head of a report.</summary>
    public static string Line(SideEffectsResult measured) =>
        $"safe rate: {Rate(measured.SafeRate)}{Meaning(measured)}{ByMedians(measured)}";

    /// <summary>The rate by medians alone, to follow the other; empty where it says nothing more.</summary>
    public static string ByMedians(SideEffectsResult measured) => measured.SafeRateOfMedians switch
    {
        null or { Kind: SafeRateKind.Undecided, Low: null, High: null } => "",
        var medians when medians == measured.SafeRate => "",
        var medians => $"; by medians alone: {Rate(medians)}",
    };

    /// <summary>What follows the rate.</summary>
    public static string Meaning(SideEffectsResult measured)
    {
        var limit = $"{Figures.Number(measured.Limit)} times of idle";
        return measured.SafeRate switch
        {
            { Kind: SafeRateKind.Measured, LimitedBy: var first } =>
                $": up to there, p50 and p99 of ordinary API calls stay within {limit} ({first} leaves it first)",
            { Kind: SafeRateKind.Below, LimitedBy: var first } =>
                $": the lowest load takes {first ?? "an ordinary API call"} beyond {limit} already",
            { Kind: SafeRateKind.AtLeast } => $": no load took p50 or p99 of an ordinary API call beyond {limit}",
            var undecided => $": {undecided.Reason}",
        };
    }

    private static string Whole(double rate) => Figures.Number(Math.Round(rate));
}
