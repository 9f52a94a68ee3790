namespace Harness.Cli.Terminal;

/// <summary>The process's exit codes: 0 as expected, 1 violation, 2 bad input, 3 undecided, 130 interrupted.</summary>
internal static class ExitCode
{
    /// <summary>For a command's outcome.</summary>
    public static int Of(Outcome outcome) => (int)outcome;

    /// <summary>For a failure.</summary>
    public static int Of(HarnessException failure) => Of(failure.Kind == FailureKind.BadInput ? Outcome.BadInput : Outcome.Undecided);
}
