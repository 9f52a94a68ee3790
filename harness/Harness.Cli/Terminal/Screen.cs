using Spectre.Console;

namespace Harness.Cli.Terminal;

/// <summary>Where things are written: results to standard output, progress and complaints to standard error.</summary>
internal static class Screen
{
    // Taken once: the scenario runner redirects Console while it runs.
    private static readonly IAnsiConsole Error = CreateError();
    private static readonly TextWriter Output = Console.Out;

    /// <summary>Whether progress can be redrawn in place.</summary>
    public static bool IsTerminal { get; } = !Console.IsErrorRedirected && Error.Profile.Capabilities.Ansi;

    /// <summary>A result for people; names in it come from outside.</summary>
    public static void Result(string text) => Document(PrintableText.Of(text));

    /// <summary>A result in one line, whatever names are in it.</summary>
    public static void Line(string text) => Result(PrintableText.Line(text));

    /// <summary>A result that is encoded already, in its own format.</summary>
    public static void Document(string text) => Output.WriteLine(text);

    /// <summary>A progress message.</summary>
    public static void Say(string text)
    {
        Error.Write(new Text(PrintableText.Of(text)));
        Error.WriteLine();
    }

    /// <summary>A progress message with Spectre markup.</summary>
    public static void SayMarkup(string markup) => Error.MarkupLine(markup);

    /// <summary>What is done, with a note. Without markup, whose parsing would be much of a short command's work.</summary>
    public static void Done(string what, string remark)
    {
        Error.Write(new Text("done", new Style(Color.Green)));
        Error.Write(new Text($" {what} "));
        Error.Write(new Text(remark, new Style(decoration: Decoration.Dim)));
        Error.WriteLine();
    }

    /// <summary>A failure, for people.</summary>
    public static void Complain(string text)
    {
        Error.Write(new Text("error: ", new Style(Color.Red)));
        Error.Write(new Text(PrintableText.Of(text)));
        Error.WriteLine();
    }

    private static IAnsiConsole CreateError()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected)
            console.Profile.Width = int.MaxValue; // a file has no margin to break lines at
        return console;
    }

    /// <summary>Shows a moving line while something runs.</summary>
    public static Task<T> StatusAsync<T>(string what, Func<Action<string>, Task<T>> work) => Error.Status()
        .Spinner(Spinner.Known.Dots)
        .StartAsync(Markup.Escape(what), context => work(text => context.Status(Markup.Escape(PrintableText.Line(text)))));
}
