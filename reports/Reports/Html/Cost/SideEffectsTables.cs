using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Html.Cost;

/// <summary>What belongs to a level of load as a whole.</summary>
internal static class SideEffectsTables
{
    private const int MostPrograms = 4;
    private const double Mebibyte = 1048576;

    /// <summary>A row for each level.</summary>
    public static CostTable Levels(string name, SideEffectsResult measured)
    {
        var programs = measured.Levels.SelectMany(level => level.Programs).GroupBy(program => program.Program)
            .OrderByDescending(of => of.Max(program => program.Microseconds.Estimate)).Select(of => of.Key).Take(MostPrograms).ToList();
        return CostTable.WithDoubts(
            name,
            [
                "Load", ">Asked, requests/s", ">Answered", .. programs.Select(program => $">{program}: CPU µs a request"),
                ">Storage reads a request", ">API server's memory, MiB", ">Sockets in TIME_WAIT", CostText.DoubtColumn,
            ],
            measured.Levels.Select(level => (IEnumerable<string>)
            [
                NameOf(level), CostText.Number(Math.Round(level.AskedRate)), CostText.Number(Math.Round(level.AnsweredRate)),
                .. programs.Select(program => CostText.Of(level.Programs.FirstOrDefault(one => one.Program == program)?.Microseconds)),
                CostText.Of(level.StorageReads), Rounded(level.ApiServerMemory / Mebibyte), Rounded(level.TimeWait), DoubtOf(level),
            ]));
    }

    /// <summary>A level by its share of the capacity.</summary>
    public static string NameOf(SideEffectLevel level) => level.Share == 0 ? "idle" : $"{Figures.Number(level.Share * 100)} %";

    /// <summary>What is to be said against a level's figures; empty for nothing.</summary>
    public static string DoubtOf(SideEffectLevel level) => CostText.Joined(
    [
        level.Invalid is { } invalid ? $"{CostText.Doubt} not used: {invalid}" : "",
        ErrorKinds.Of(level.Errors) is { Length: > 0 } kinds ? $"proxied requests failed: {kinds}" : "",
        .. level.Calls.Select(call => ErrorKinds.Of(call.Errors) is { Length: > 0 } kinds ? $"{call.Call} failed: {kinds}" : ""),
    ]);

    private static string Rounded(double? value) => value is { } known ? CostText.Number(Math.Round(known)) : Figures.None;
}
