namespace Harness.Reports.Rows;

/// <summary>
/// Comma-separated values by RFC 4180, but for line ends, which are line feeds as in all reports. A text that a spreadsheet would take for
/// a formula gets an apostrophe before it.
/// </summary>
/// <remarks>Source: https://owasp.org/www-community/attacks/CSV_Injection.</remarks>
internal static class CsvWriter
{
    /// <summary>A row; null is an empty field, and numbers are never quoted.</summary>
    public static string Row(params IEnumerable<object?> fields) => string.Join(',', fields.Select(Field)) + "\n";

    private static string Field(object? value) => value switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity => "",
        string text => Quoted(Harmless(PrintableText.Line(SecretMask.Of(text)))),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r＝＋－＠".Contains(text[0]) ? $"'{text}" : text;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 && text.Trim() == text
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
