namespace Harness.Reports.Html;

/// <summary>Texts that are too long for a page.</summary>
internal static class LongText
{
    /// <summary>The text's beginning, and how many characters were left out.</summary>
    /// <remarks>Masked before it is cut, as half a token would not look like one any more; no character is cut in two.</remarks>
    public static (string Shown, int LeftOut) Cut(string text, int longest)
    {
        var masked = SecretMask.Of(text);
        if (masked.Length <= longest)
            return (masked, 0);
        var end = char.IsHighSurrogate(masked[longest - 1]) ? longest - 1 : longest;
        return (masked[..end] + "…", masked.Length - end);
    }
}
