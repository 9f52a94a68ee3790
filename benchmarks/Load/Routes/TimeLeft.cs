namespace Harness.Load;

/// <summary>How long something still takes, for people.</summary>
internal static class TimeLeft
{
    private static readonly TimeSpan BySeconds = TimeSpan.FromSeconds(90);

    /// <summary>E.g. <c>about 4 min left</c>.</summary>
    public static string Text(TimeSpan left) => left < BySeconds
        ? FormattableString.Invariant($"about {Math.Max(0, left.TotalSeconds):0} s left")
        : FormattableString.Invariant($"about {left.TotalMinutes:0} min left");
}
