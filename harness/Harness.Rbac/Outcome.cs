namespace Harness;

/// <summary>What a validation or a run came to. The numbers are part of the files and the command line: they never change.</summary>
public enum Outcome
{
    /// <summary>Everything was as expected.</summary>
    AsExpected = 0,

    /// <summary>A violation, a failed scenario or a tripped gate.</summary>
    Violation = 1,

    /// <summary>The input was wrong.</summary>
    BadInput = 2,

    /// <summary>It could not be decided: no cluster, no permission, timed out.</summary>
    Undecided = 3,

    /// <summary>The user or the system asked for an end.</summary>
    Interrupted = 130,
}
