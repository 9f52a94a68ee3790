using System.Globalization;

namespace HelloApp.Calling;

/// <summary>The options of a command line: <c>--name value</c> or <c>--name=value</c>.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">One is unknown, or has no value.</exception>
    public GivenOptions(ReadOnlySpan<string> args, string[] known)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            var name = parts[0];
            if (!known.Contains(name))
                throw new FormatException($"unknown option {name}");
            else if (parts.Length == 2)
                _values[name] = parts[1];
            else
                _values[name] = ++i < args.Length ? args[i] : throw new FormatException($"{name} has no value");
        }
    }

    /// <summary>Null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>What is called.</summary>
    /// <exception cref="FormatException">It is missing, or malformed.</exception>
    public Uri Url()
    {
        var text = Required("--url", null);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new FormatException($"--url is {text}, not an http or https URL");
    }

    /// <summary>A number within bounds.</summary>
    /// <exception cref="FormatException">It is missing and nothing stands in for it, malformed, or out of bounds.</exception>
    public double Number(
        string name, double min, double max, NumberStyles styles = NumberStyles.AllowDecimalPoint, string? otherwise = null)
    {
        var text = Required(name, otherwise);
        return double.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} is {text}, not a number from {min} to {max}"));
    }

    private string Required(string name, string? otherwise) => Text(name) ?? otherwise ?? throw new FormatException($"{name} is missing");
}
