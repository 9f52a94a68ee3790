using System.Globalization;
using Harness.Results;
using Harness.Runs;

namespace Harness.Cli.Terminal;

/// <summary>A run on the terminal: its stages, and each scenario as it ends.</summary>
internal sealed class RunScreen : IRunProgress
{
    /// <inheritdoc/>
    public Task<T> StageAsync<T>(string name, Func<IProgress<string>, Task<T>> stage) => Stage.RunAsync(name, stage);

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
}
