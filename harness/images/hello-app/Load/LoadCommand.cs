using Harness.Load.Engine;

namespace HelloApp.Load;

/// <summary>Generates load from where the service can be reached, e.g. from a pod.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var measured = await MeasureAsync(LoadOptions.Parse(args));
        await using var output = Console.OpenStandardOutput();
        await measured.WriteJsonAsync(output);
        output.WriteByte((byte)'\n');
        return 0;
    }

    internal static Task<RoundMeasurement> MeasureAsync(LoadOptions options) => HttpRound.RunAsync(
        options.Caller.Target(options.Url, options.Marker), options.Round, TimeProvider.System, CancellationToken.None);
}
