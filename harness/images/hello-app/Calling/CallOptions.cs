namespace HelloApp.Calling;

/// <summary>What to call, as whom, trusting whom.</summary>
/// <param name="Url">What is called.</param>
/// <param name="TokenFile">File with a bearer token; null for none.</param>
/// <param name="CaFile">PEM file with the only authorities to trust; null for the system's.</param>
internal sealed record CallOptions(Uri Url, string? TokenFile, string? CaFile)
{
    /// <summary>Reads <c>--name value</c>.</summary>
    /// <exception cref="FormatException">An option is unknown, missing or malformed.</exception>
    public static CallOptions Parse(ReadOnlySpan<string> args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--url" or "--token-file" or "--ca-file"))
                throw new FormatException($"unknown option {args[i]}");
            values[args[i]] = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} has no value");
        }

        var text = values.GetValueOrDefault("--url") ?? throw new FormatException("--url is missing");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new CallOptions(url, values.GetValueOrDefault("--token-file"), values.GetValueOrDefault("--ca-file"))
            : throw new FormatException($"--url is {text}, not an http or https URL");
    }
}
