namespace Harness.Reports.Summary;

/// <summary>Kinds of things that are wrong with a run's outcome, the worst first.</summary>
public enum Concern
{
    /// <summary>Calls are let through that must not be.</summary>
    Open,

    /// <summary>Calls are denied that must be let through.</summary>
    Closed,

    /// <summary>A scenario saw something else than it expected.</summary>
    Failed,

    /// <summary>A load plan's threshold was exceeded.</summary>
    Exceeded,

    /// <summary>The run did not complete.</summary>
    Partial,

    /// <summary>Something could not be decided.</summary>
    Undecided,
}

/// <summary>One thing that is wrong, and what to do about it; texts from outside are in it as they are.</summary>
/// <param name="Concern">Its kind.</param>
/// <param name="What">What is wrong, in a sentence without its full stop.</param>
/// <param name="Fix">What to do, in a sentence without its end, which is the command.</param>
/// <param name="Command">A command that helps, as a shell takes it.</param>
public sealed record WorstThing(Concern Concern, string What, string Fix, string Command);
