using System.Globalization;

namespace HelloApp.Calling;

/// <summary>What to call, as whom, and how patiently.</summary>
/// <param name="Url">What is called.</param>
/// <param name="Caller">As whom, trusting whom.</param>
/// <param name="Patience">For how long to try again where nobody answers, or a gateway says that nobody does behind it.</param>
internal sealed record CallOptions(Uri Url, Caller Caller, TimeSpan Patience)
{
    private const double LongestPatience = 600;

    /// <summary>Reads <c>--name value</c>.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static CallOptions Parse(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--url" or "--patience") && !Caller.Knows(args[i]))
                throw new FormatException($"unknown option {args[i]}");
            values[args[i]] = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} has no value");
        }

        var text = values.GetValueOrDefault("--url") ?? throw new FormatException("--url is missing");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new CallOptions(url, Caller.From(values), ParsePatience(values.GetValueOrDefault("--patience", "0")))
            : throw new FormatException($"--url is {text}, not an http or https URL");
    }

    private static TimeSpan ParsePatience(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestPatience
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"--patience is {text}, not a number from 0 to {LongestPatience}"));
}
