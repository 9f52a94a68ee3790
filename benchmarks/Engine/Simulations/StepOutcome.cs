namespace Harness.Load.Engine;

/// <summary>How one request ended: answered correctly, or failed in a way with a short, stable name.</summary>
/// <param name="ErrorKind">What went wrong, one of <see cref="ErrorKinds"/>; null when the answer was right.</param>
public readonly record struct StepOutcome(string? ErrorKind)
{
    /// <summary>Answered as expected.</summary>
    public static StepOutcome Answered => default;

    /// <summary>Failed; never counted as throughput, and its latency is not recorded.</summary>
    public static StepOutcome Failed(string errorKind) => new(errorKind);
}
