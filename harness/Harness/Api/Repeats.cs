namespace Harness.Api;

/// <summary>How calls that an API server could not take are tried again.</summary>
/// <param name="Deadline">How long after the first try another may begin.</param>
/// <param name="First">Pause before the second try, unless the server says how long; each further one is twice as long.</param>
/// <param name="Time">The time.</param>
internal sealed record Repeats(TimeSpan Deadline, TimeSpan First, TimeProvider Time)
{
    /// <summary>What an administrator's client does.</summary>
    public static Repeats Usual { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(250), TimeProvider.System);
}
