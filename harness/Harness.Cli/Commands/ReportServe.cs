using System.CommandLine;
using System.Globalization;
using Harness.Cli.Options;
using Harness.Cli.Serving;
using Harness.Cli.Terminal;
using Harness.Results;

namespace Harness.Cli.Commands;

/// <summary><c>report serve</c>: the runs as pages, for a browser on this machine, until Ctrl-C.</summary>
internal static class ReportServe
{
    private const int LastPort = 65535;

    public static Command Create()
    {
        var port = CommandOption.Text("--port", "N", "port on 127.0.0.1 (default: any that is free)");
        var open = new Option<bool>("--open") { Description = "open the list in the browser" };
        var command = new Command("serve", "show all runs in a browser on this machine, until Ctrl-C") { port, open };
        command.SetAction(async (parsed, _) =>
        {
            await ServeAsync(new RunShelf(Repository.Folders.Runs), Port(parsed.GetValue(port)), parsed.GetValue(open));
            return ExitCode.Of(Outcome.AsExpected);
        });
        return command;
    }

    private static async Task ServeAsync(RunShelf shelf, int port, bool isOpened)
    {
        using var interruption = new Interruption("no more pages are served");
        var site = new RunSite(shelf);
        using var server = PageServer.Start(port, site.Answer);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}{site.Home}");
        Screen.Result(address);
        Screen.Say("for this machine alone, and for whoever has the whole address; Ctrl-C ends it");
        if (isOpened)
            Desktop.Open(address);
        await server.RunAsync(interruption.Stop);
    }

    private static int Port(string? text) => text is null ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= LastPort ? port
        : throw HarnessException.BadInput($"--port {PrintableText.Line(text)}: not a whole number from 1 to {LastPort}");
}
