using System.Globalization;

namespace HelloApp.Load;

/// <summary>What to call, how hard and how long.</summary>
internal sealed record LoadOptions
{
    public required Uri Url { get; init; }

    public required int Connections { get; init; }

    public required TimeSpan Duration { get; init; }

    public TimeSpan Warmup { get; init; }

    public bool Insecure { get; init; }

    public Caller Caller { get; init; } = new();

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static LoadOptions Parse(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            var name = parts[0];
            if (name is not ("--url" or "--connections" or "--seconds" or "--warmup" or "--insecure") && !Caller.Knows(name))
                throw new FormatException($"unknown option {name}");
            if (name == "--insecure")
                values[name] = "";
            else if (parts.Length == 2)
                values[name] = parts[1];
            else
                values[name] = ++i < args.Length ? args[i] : throw new FormatException($"{name} has no value");
        }

        return new LoadOptions
        {
            Url = ParseUrl(Required("--url")),
            Connections = (int)ParseNumber("--connections", Required("--connections"), 1, 10_000, NumberStyles.None),
            Duration = TimeSpan.FromSeconds(
                ParseNumber("--seconds", Required("--seconds"), 0.001, 86_400, NumberStyles.AllowDecimalPoint)),
            Warmup = TimeSpan.FromSeconds(
                ParseNumber("--warmup", values.GetValueOrDefault("--warmup", "0"), 0, 86_400, NumberStyles.AllowDecimalPoint)),
            Insecure = values.ContainsKey("--insecure"),
            Caller = Caller.From(values),
        };

        string Required(string name) =>
            values.TryGetValue(name, out var value) ? value : throw new FormatException($"{name} is missing");
    }

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new FormatException($"--url is {text}, not an http or https URL");

    private static double ParseNumber(string name, string text, double min, double max, NumberStyles styles) =>
        double.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is {text}, not a number from {min} to {max}"));
}
