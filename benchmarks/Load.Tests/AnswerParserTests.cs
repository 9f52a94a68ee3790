using System.Text;
using CsCheck;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>Answers as they come off the wire, whole and in parts.</summary>
public sealed class AnswerParserTests
{
    private const string Hello = "Hello, world!";

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, world!", 200, true)]
    [TestCase("HTTP/1.1 200\r\ncontent-length:13\t\r\n\r\nHello, world!", 200, true)]
    [TestCase("HTTP/1.1 403 Forbidden\r\nDate: x\r\nContent-Length: 0\r\n\r\n", 403, true)]
    [TestCase("HTTP/1.1 200 OK\nContent-Length: 13\n\nHello, world!", 200, true)]
    [TestCase("HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 13\r\n\r\nHello, world!", 200, false)]
    [TestCase("HTTP/1.0 200 OK\r\nContent-Length: 13\r\n\r\nHello, world!", 200, false)]
    [TestCase("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 13\r\n\r\nHello, world!", 200, true)]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nHello\r\n8;a=b\r\n, world!\r\n0\r\n\r\n", 200, true)]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nD\r\nHello, world!\r\n000\r\nTrailer: x\r\n\r\n", 200, true)]
    [TestCase("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 204, true)]
    [TestCase("HTTP/1.1 304 Not Modified\r\nContent-Length: 13\r\n\r\n", 304, true)]
    public void An_answer_is_read_to_its_last_byte_however_it_is_cut(string answer, int status, bool keepsAlive)
    {
        for (var size = 1; size <= answer.Length; size++)
        {
            var (parser, marker, left) = Read(answer, size);

            (parser.IsComplete, parser.Garbage, left).ShouldBe((true, null, 0), $"in parts of {size}");
            (parser.Status, parser.KeepsAlive).ShouldBe((status, keepsAlive));
            marker.IsFound.ShouldBe(answer.Contains("Hello"));
        }
    }

    [TestCase("SSH-2.0-OpenSSH_9.2\r\n")]
    [TestCase("HTTP/2.0 200 OK\r\n\r\n")]
    [TestCase("HTTP/1.1 20 OK\r\n\r\n")]
    [TestCase("HTTP/1.1 2000 OK\r\n\r\n")]
    [TestCase("HTTP/1.1 099 OK\r\n\r\n")]
    [TestCase("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nName : value\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nA: b\r\n folded: c\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 1 3\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n")]
    public void Anything_else_is_garbage_and_says_why(string answer)
    {
        foreach (var size in new[] { 1, 7, answer.Length })
        {
            var (parser, _, _) = Read(answer, size);
            parser.Garbage.ShouldNotBeNullOrEmpty();
        }
    }

    [TestCase("x")]
    [TestCase("HTTP/1.1 200 OK\r\nA: x")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: x")]
    public void A_head_without_end_is_garbage_before_it_fills_the_memory(string beginning)
    {
        var parser = new AnswerParser(new MarkerSearch(""));
        parser.Begin(isHead: false);
        var fed = Encoding.ASCII.GetBytes(beginning + new string('x', AnswerParser.LongestHead));

        parser.Feed(fed);

        parser.Garbage.ShouldBe("its head is longer than 64 KiB");
    }

    [Test]
    public void Many_headers_are_limited_like_a_long_one()
    {
        var answer = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", AnswerParser.LongestHead / 6));
        Read(answer, 4096).Parser.Garbage.ShouldBe("its head is longer than 64 KiB");
    }

    [Test]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        var (parser, marker, _) = Read("HTTP/1.1 200 OK\r\n\r\nHello, world!", 5);
        parser.IsComplete.ShouldBeFalse();

        parser.End().ShouldBeTrue();

        (parser.Status, parser.KeepsAlive, marker.IsFound).ShouldBe((200, false, true));
    }

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nHello, world!")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\n")]
    [TestCase("")]
    public void An_answer_cut_off_is_none(string answer) => Read(answer, 5).Parser.End().ShouldBeFalse();

    [Test]
    public void To_HEAD_no_body_comes_whatever_length_is_announced()
    {
        var parser = new AnswerParser(new MarkerSearch(Hello));
        parser.Begin(isHead: true);
        parser.Feed("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n"u8);
        (parser.IsComplete, parser.KeepsAlive).ShouldBe((true, true));
    }

    [Test]
    public void What_comes_after_an_answer_is_not_its_own() =>
        Read("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, world!HTTP/1.1 200 OK\r\n", 1000).Left.ShouldBe(17);

    [Test]
    public void A_marker_is_found_where_it_is_and_nowhere_else() =>
        Gen.Select(Gen.String[Gen.Char['a', 'b'], 0, 40], Gen.String[Gen.Char['a', 'b'], 0, 5], Gen.Int[1, 9]).Sample((body, text, size) =>
        {
            var search = new MarkerSearch(text);
            foreach (var part in Encoding.ASCII.GetBytes(body).Chunk(size))
                search.Feed(part);
            search.IsFound.ShouldBe(body.Contains(text));
        });

    /// <summary>Feeds it as a connection does: what was not used comes again, with the next part behind it.</summary>
    private static (AnswerParser Parser, MarkerSearch Marker, int Left) Read(string answer, int size)
    {
        var marker = new MarkerSearch(Hello);
        var parser = new AnswerParser(marker);
        parser.Begin(isHead: false);
        var left = Array.Empty<byte>();
        foreach (var part in Encoding.ASCII.GetBytes(answer).Chunk(size))
        {
            byte[] fed = [.. left, .. part];
            left = fed[parser.Feed(fed)..];
        }

        return (parser, marker, left.Length);
    }
}
