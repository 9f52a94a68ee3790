namespace Harness.Installing;

/// <summary>A manifest was not installed: the API server rejected an object.</summary>
/// <param name="message">Which, and why.</param>
public sealed class InstallationException(string message) : Exception(message);
