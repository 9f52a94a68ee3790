namespace Harness.Checks;

/// <summary>How a check of this machine came out.</summary>
public enum CheckState
{
    /// <summary>Fine.</summary>
    Ok,

    /// <summary>Something will be slower or skipped.</summary>
    Warning,

    /// <summary>The main job will not work.</summary>
    Failure,
}

/// <summary>One check of this machine.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it came out.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">What to do; null when nothing.</param>
public sealed record Check(string Name, CheckState State, string Found, string? Advice = null)
{
    /// <summary>Fine.</summary>
    public static Check Ok(string name, string found) => new(name, CheckState.Ok, found);
}
