namespace Harness.Cli.Terminal;

/// <summary>What part of a line is for; a terminal shows it by a colour.</summary>
internal enum Tone
{
    Plain,
    Good,
    Doubtful,
    Bad,
    Faint,
}
