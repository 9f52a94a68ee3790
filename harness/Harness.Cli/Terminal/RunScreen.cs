using System.Globalization;
using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Terminal;

/// <summary>A run on the terminal: its stages, and each scenario as it ends.</summary>
/// <param name="planned">How long the run takes once it has a cluster; null where that is not known.</param>
internal sealed class RunScreen(TimeSpan? planned = null) : IRunProgress
{
    private long? _begun;

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage) =>
        Stage.RunAsync(name, stage, name == Run.Removal ? null : Left);

    /// <inheritdoc/>
    public void Say(string line) => Screen.Say(line);

    /// <inheritdoc/>
    public void Show(ScenarioResult result, int done, int all)
    {
        var (mark, tone) = result.Outcome switch
        {
            ScenarioOutcome.Passed => ("passed   ", Tone.Good),
            ScenarioOutcome.Failed => ("FAILED   ", Tone.Bad),
            ScenarioOutcome.Skipped => ("skipped  ", Tone.Doubtful),
            _ => ("UNDECIDED", Tone.Bad),
        };
        var seconds = result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Screen.Say(
            ("  ", Tone.Plain),
            (mark, tone),
            ($" {string.Join(' ', result.Claims),-7} {result.Title} ", Tone.Plain),
            ($"({seconds} s, {done} of {all})", Tone.Faint));
        if (result.Reason is not null)
            Screen.Say($"            {result.Reason.ReplaceLineEndings("\n            ")}");
    }

    /// <summary>The time that is left of the plan, by whole minutes; the first stage is getting the cluster.</summary>
    private string? Left()
    {
        _begun ??= Time.GetTimestamp();
        var left = planned - Time.GetElapsedTime(_begun.Value);
        return left >= TimeSpan.FromSeconds(30)
            ? string.Create(
                CultureInfo.InvariantCulture, $"about {Math.Round(left.Value.TotalMinutes, MidpointRounding.AwayFromZero)} min left")
            : null;
    }
}
