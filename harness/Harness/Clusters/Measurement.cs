namespace Harness.Clusters;

/// <summary>A figure measured by a scenario.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit, e.g. <c>s</c>, or empty for a pure number.</param>
public sealed record Measurement(string Name, double Value, string Unit);
