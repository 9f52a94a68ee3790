namespace Harness.Reports.History;

/// <summary>A run that is not among those that others are held against.</summary>
/// <param name="Run">Its folder's name.</param>
/// <param name="File">The file that is to blame, e.g. <c>run.json</c>.</param>
/// <param name="Reason">Why it is left out, in a sentence without its full stop.</param>
public sealed record LeftOutRun(string Run, string File, string Reason);
