namespace Harness;

/// <summary>What a failure means for whoever called the program; the numbers are its exit codes.</summary>
public enum ExitCode
{
    /// <summary>Everything was as expected.</summary>
    AsExpected = 0,

    /// <summary>A violation, a failed scenario or a tripped gate.</summary>
    Violation = 1,

    /// <summary>The command line or a file given on it is wrong.</summary>
    BadInput = 2,

    /// <summary>The question could not be decided: no cluster, no permission, timed out.</summary>
    Undecided = 3,

    /// <summary>The user or the system asked the program to stop.</summary>
    Interrupted = 130,
}

/// <summary>
/// An expected failure. Its message is for the person reading it: what was tried, on what, what came back, what to do.
/// It is printed without a stack trace and never holds a secret.
/// </summary>
public sealed class HarnessException : Exception
{
    private HarnessException(ExitCode exitCode, string message, Exception? cause)
        : base(message, cause) => ExitCode = exitCode;

    /// <summary>The exit code that the failure calls for.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>Bad input: a wrong option, or a file that is missing or malformed (exit code 2).</summary>
    public static HarnessException BadInput(string message, Exception? cause = null) => new(ExitCode.BadInput, message, cause);

    /// <summary>The question could not be decided here (exit code 3).</summary>
    public static HarnessException Undecided(string message, Exception? cause = null) => new(ExitCode.Undecided, message, cause);
}
