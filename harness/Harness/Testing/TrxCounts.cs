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

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    /// <summary>What neither passed nor failed was skipped: the logger's own count of those is not kept.</summary>
    private static TrxCounts Read(string file)
    {
        var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
        var (passed, failed) = (Number("passed"), Number("failed") + Number("error") + Number("timeout") + Number("aborted"));
        return new TrxCounts(passed, failed, Number("total") - passed - failed);

        int Number(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
    }
}
