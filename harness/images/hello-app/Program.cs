using HelloApp.Calling;
using HelloApp.Load;
using HelloApp.Serving;

namespace HelloApp;

internal static class Program
{
    private static Task<int> Main(string[] args) => args switch
    {
        [] => ServeCommand.RunAsync(),
        ["load", .. var options] => LoadCommand.RunAsync(options),
        ["call", .. var options] => CallCommand.RunAsync(options),
        ["-h" or "--help" or "help", ..] => Usage.PrintAsync(),
        _ => Usage.RefuseAsync($"unknown argument {args[0]}"),
    };
}
