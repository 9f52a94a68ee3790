namespace HelloApp.Endpoints;

/// <summary>What may go into a header of an answer just as a caller gave it.</summary>
internal static class VisibleText
{
    /// <summary>Whether there are only visible ASCII characters.</summary>
    public static bool Is(string text) => text.All(c => c is > ' ' and <= '~');
}
