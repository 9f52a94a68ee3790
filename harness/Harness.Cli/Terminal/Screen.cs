using Spectre.Console;

namespace Harness.Cli.Terminal;

/// <summary>
/// Where things are written: results to standard output, progress and complaints to standard error, where
/// nothing looks like a secret. Results are not masked as a whole: a name in them could hide what stands beside it.
/// Only a terminal gets colours; what is written to a file or a pipe is plain, and costs a short command nothing of Spectre.
/// </summary>
internal static class Screen
{
    // Taken once: the scenario runner redirects Console while it runs.
    private static readonly TextWriter Terminal = Console.Out;
    private static readonly TextWriter Error = Console.Error;
    private static readonly AsyncLocal<(TextWriter Output, TextWriter Error)?> Instead = new();
    private static readonly IAnsiConsole? Colours = Console.IsErrorRedirected ? null : CreateColours();

    private static TextWriter Output => Instead.Value?.Output ?? Terminal;

    /// <summary>Whether progress can be redrawn in place.</summary>
    public static bool IsTerminal => Instead.Value is null && Colours?.Profile.Capabilities.Ansi == true;

    /// <summary>Writes elsewhere from here on, in what this code calls: for tests, which run many commands in one process.</summary>
    internal static void Redirect(TextWriter output, TextWriter error) => Instead.Value = (output, error);

    /// <summary>A result for people; names in it come from outside.</summary>
    /// <inheritdoc cref="Document" path="/exception"/>
    public static void Result(string text) => Document(PrintableText.Of(text));

    /// <summary>A result in one line, whatever names are in it.</summary>
    /// <inheritdoc cref="Document" path="/exception"/>
    public static void Line(string text) => Result(PrintableText.Line(text));

    /// <summary>A result that is encoded already, in its own format.</summary>
    /// <exception cref="HarnessException">Standard output is closed, or the disk behind it is full (exit code 3).</exception>
    public static void Document(string text)
    {
        try
        {
            Output.WriteLine(text);
        }
        catch (IOException failure)
        {
            throw HarnessException.Undecided($"standard output cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>A progress message.</summary>
    public static void Say(string text) => Write((text, Tone.Plain));

    /// <summary>A progress message of parts, each in its tone.</summary>
    public static void Say(params (string Text, Tone Tone)[] parts) => Write(parts);

    /// <summary>What is done, with a note.</summary>
    public static void Done(string what, string remark) =>
        Write(("done", Tone.Good), ($" {what} ", Tone.Plain), (remark, Tone.Faint));

    /// <summary>A failure, for people.</summary>
    public static void Complain(string text) => Write(("error: ", Tone.Bad), (text, Tone.Plain));

    /// <summary>Shows a moving line while something runs; only on a terminal.</summary>
    public static Task<T> StatusAsync<T>(string what, Func<Action<string>, Task<T>> work) => Colours!.Status()
        .Spinner(Spinner.Known.Dots)
        .StartAsync(Markup.Escape(what), context => work(text => context.Status(Markup.Escape(SecretMask.Of(PrintableText.Line(text))))));

    /// <summary>Where standard error is closed or full, progress is lost, and nothing else.</summary>
    private static void Write(params (string Text, Tone Tone)[] parts)
    {
        try
        {
            WriteLine(Array.ConvertAll(parts, part => (SecretMask.Of(PrintableText.Of(part.Text)), part.Tone)));
        }
        catch (IOException)
        {
        }
    }

    private static void WriteLine((string Text, Tone Tone)[] parts)
    {
        if (Colours is null || Instead.Value is not null)
        {
            (Instead.Value?.Error ?? Error).WriteLine(string.Concat(parts.Select(part => part.Text)));
            return;
        }

        var line = new Paragraph();
        foreach (var (text, tone) in parts)
            line.Append(text, StyleOf(tone));
        Colours.Write(line);
        Colours.WriteLine();
    }

    private static IAnsiConsole CreateColours() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Doubtful => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };
}
