using System.Globalization;
using System.Xml.Linq;

namespace Harness.Testing;

/// <summary>How many tests passed, failed and were skipped, by the TRX files of a run.</summary>
internal sealed record TrxCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Counts the files of a folder.</summary>
    public static TrxCounts Of(string folder) => Directory.EnumerateFiles(folder, "*.trx")
        .Select(Read)
        .Aggregate(new TrxCounts(0, 0, 0), (sum, one) =>
            new TrxCounts(sum.Passed + one.Passed, sum.Failed + one.Failed, sum.Skipped + one.Skipped));

    /// <summary>The tests that failed by name, in the order of their names.</summary>
    public static IReadOnlyList<string> FailedIn(string folder) => [.. Directory.EnumerateFiles(folder, "*.trx")
        .SelectMany(file => NamesOfFailed(XDocument.Load(file))).Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static IEnumerable<string> NamesOfFailed(XDocument results)
    {
        var classes = results.Descendants().Where(element => element.Name.LocalName == "UnitTest").ToDictionary(
            test => test.Attribute("id")!.Value,
            test => test.Elements().First(element => element.Name.LocalName == "TestMethod").Attribute("className")!.Value);
        return from result in results.Descendants()
               where result.Name.LocalName == "UnitTestResult" && result.Attribute("outcome")?.Value is "Failed" or "Error" or "Timeout"
               let owner = classes.GetValueOrDefault(result.Attribute("testId")?.Value ?? "", "?").Split('.')[^1]
               select $"{owner}.{result.Attribute("testName")?.Value}";
    }

    /// <summary>What neither passed nor failed was skipped: the logger's own count of those is not kept.</summary>
    private static TrxCounts Read(string file)
    {
        var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
        var (passed, failed) = (Number("passed"), Number("failed") + Number("error") + Number("timeout") + Number("aborted"));
        return new TrxCounts(passed, failed, Number("total") - passed - failed);

        int Number(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
    }
}
