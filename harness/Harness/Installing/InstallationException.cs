namespace Harness.Installing;

/// <summary>A manifest was not installed: the API server rejected an object, or what it brought did not get ready.</summary>
/// <param name="message">Which, and why.</param>
public sealed class InstallationException(string message) : Exception(message);
