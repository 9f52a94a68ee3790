namespace Harness.Reports.Graphs;

/// <summary>A stop on the way from a subject to what it may call.</summary>
/// <param name="Layer">0 for the subject, then binding, role, rule and service.</param>
/// <param name="Text">What it is; empty where the way passes without a stop.</param>
/// <param name="Place">File and line; empty where that is not known.</param>
internal sealed record PathStop(int Layer, string Text, string Place)
{
    /// <summary>What tells passages apart, which have no text.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether there is something to be shown.</summary>
    public bool IsShown => Text.Length > 0;
}
