namespace Harness.Reports.Annotations;

/// <summary>How GitHub shows an annotation; the worst first.</summary>
internal enum AnnotationLevel
{
    /// <summary>Red.</summary>
    Error,

    /// <summary>Yellow.</summary>
    Warning,

    /// <summary>Grey.</summary>
    Notice,
}

/// <summary>A remark beside a job's result or, where it has a file, beside a line of a pull request.</summary>
/// <param name="Level">How it is shown.</param>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Message">More about it; may have several lines.</param>
internal sealed record Annotation(AnnotationLevel Level, string Title, string Message)
{
    /// <summary>The file, from the repository's root, with slashes; null where there is none to open.</summary>
    public string? File { get; init; }

    /// <summary>The line in it, from 1.</summary>
    public int Line { get; init; } = 1;
}
