using System.IO.Compression;
using System.Text;
using Harness.Rbac.Auditing;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>A packed log that is not all there never passes for one that is.</summary>
internal sealed class PackedLogTests
{
    private static readonly string Line = $"{new LoggedRequest()}\n";

    [Test]
    public void A_whole_one_is_complete() => Read(Packed(Line)).ShouldBe((1, true));

    [Test]
    public void One_that_is_cut_off_behind_an_event_is_not()
    {
        var packed = new MemoryStream();
        using var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(Encoding.UTF8.GetBytes(Line));
        gzip.Flush();

        Read(packed.ToArray()).ShouldBe((1, false));
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(10)]
    public void One_whose_second_piece_is_cut_off_is_not(int bytes) =>
        Read([.. Packed(Line), .. Packed(Line)[..bytes]]).ShouldBe((1, false));

    [TestCase("\n")]
    [TestCase("\0\0\0\0\0\0\0\0")]
    [TestCase("more of it")]
    public void One_with_something_behind_it_is_not(string behind) =>
        Read([.. Packed(Line), .. Encoding.UTF8.GetBytes(behind)]).ShouldBe((1, false));

    [Test]
    public void Two_whole_pieces_are_read_but_not_known_to_be_all() => Read([.. Packed(Line), .. Packed(Line)]).ShouldBe((2, false));

    [TestCase(2)]
    [TestCase(10)]
    public void One_of_which_only_the_beginning_is_there_is_not(int bytes) => Read(Packed(Line)[..bytes]).ShouldBe((0, false));

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static (long Events, bool IsComplete) Read(byte[] bytes)
    {
        var reading = LoggedRequest.Read(new AuditScope(), new AuditInput("a.gz", () => new MemoryStream(bytes)));
        return (reading.Events, reading.NotComplete.Count == 0);
    }
}
