namespace Harness;

/// <summary>What kind of failure a <see cref="HarnessException"/> is.</summary>
public enum FailureKind
{
    /// <summary>An argument, or a file that was named, is wrong: the caller can correct it.</summary>
    BadInput,

    /// <summary>The question could not be decided: no cluster, no permission, timed out. It says nothing about the answer.</summary>
    Undecided,
}

/// <summary>
/// An expected failure. Its message is for the person reading it: what was tried, on what, what came back, what to do.
/// It can be shown without a stack trace and never holds a secret.
/// </summary>
public sealed class HarnessException : Exception
{
    private HarnessException(FailureKind kind, string message, Exception? cause)
        : base(SecretMask.Of(message), cause) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public FailureKind Kind { get; }

    /// <summary>Bad input: a wrong argument, or a file that is missing or malformed.</summary>
    public static HarnessException BadInput(string message, Exception? cause = null) => new(FailureKind.BadInput, message, cause);

    /// <summary>The question could not be decided here.</summary>
    public static HarnessException Undecided(string message, Exception? cause = null) => new(FailureKind.Undecided, message, cause);
}
