using HelloApp.Agents;
using HelloApp.Calling;
using HelloApp.Load;

namespace HelloApp;

internal static class Program
{
    internal static async Task<int> Main(string[] args)
    {
        try
        {
            return await (args switch
            {
                [] => ServeCommand.RunAsync(),
                ["load", .. var options] => LoadCommand.RunAsync(options),
                ["agent", .. var options] => AgentCommand.RunAsync(options),
                ["call", .. var options] => CallCommand.RunAsync(options),
                ["-h" or "--help" or "help", ..] => Usage.PrintAsync(),
                _ => throw new FormatException($"unknown argument {args[0]}"),
            });
        }
        catch (FormatException malformed)
        {
            return await Usage.RefuseAsync(malformed.Message);
        }
    }
}
