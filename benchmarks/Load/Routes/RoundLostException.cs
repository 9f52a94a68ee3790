namespace Harness.Load;

/// <summary>A round has no figures, and the measurement goes on without it.</summary>
/// <param name="message">Why, for people.</param>
public sealed class RoundLostException(string message) : Exception(message);
