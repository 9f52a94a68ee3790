namespace Harness.Cli.Terminal;

/// <summary>What the process says to its caller: 0 as expected, 1 violation, 2 bad input, 3 undecided, 130 interrupted.</summary>
internal static class ExitCode
{
    /// <summary>Of what a command came to.</summary>
    public static int Of(Outcome outcome) => (int)outcome;

    /// <summary>Of a failure.</summary>
    public static int Of(HarnessException failure) => Of(failure.Kind == FailureKind.BadInput ? Outcome.BadInput : Outcome.Undecided);
}
