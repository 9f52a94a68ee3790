namespace Harness.Waiting;

/// <summary>What one look at a condition saw: the awaited value, or what was there instead.</summary>
/// <typeparam name="T">Type of the awaited value.</typeparam>
/// <param name="IsMet">Whether the condition holds.</param>
/// <param name="Value">The awaited value, when it holds.</param>
/// <param name="What">What was seen, for the reader of a time-out.</param>
public sealed record Seen<T>(bool IsMet, T? Value, string What);

/// <summary>Makes what a look returns.</summary>
public static class Seen
{
    /// <summary>The condition holds.</summary>
    public static Seen<T> Met<T>(T value) => new(true, value, "met");

    /// <summary>The condition does not hold yet.</summary>
    public static Seen<T> NotYet<T>(string what) => new(false, default, what);
}
