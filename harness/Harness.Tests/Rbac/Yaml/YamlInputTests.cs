using System.Text;
using Harness.Rbac.Yaml;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Yaml;

internal sealed class YamlInputTests
{
    private static readonly YamlLimits Small = YamlLimits.Policy with { Bytes = 1 << 20 };

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text() => Decode([0xEF, 0xBB, 0xBF, (byte)'a']).ShouldBe("a");

    [Test]
    public void Umlauts_tabs_and_every_line_break_are_text() => Decode("ä\t\r\n\u0085"u8.ToArray()).ShouldBe("ä\t\r\n\u0085");

    [Test]
    public void Invalid_UTF8_is_named_with_its_place() =>
        Refused([.. "a: b\nü: "u8, 0xC3, 0x28]).ShouldBe("a.yaml:2:4: is not valid UTF-8; save it as UTF-8");

    [Test]
    public void UTF16_is_named() => Refused(Encoding.Unicode.GetPreamble()).ShouldBe("a.yaml:1:1: is UTF-16; save it as UTF-8");

    [Test]
    public void A_control_character_is_named_with_its_place() =>
        Refused("a: b\nc: \0"u8.ToArray())
            .ShouldBe("a.yaml:2:4: holds the control character U+0000; remove it, or write it as an escape in quotes");

    [Test]
    public void A_large_file_is_refused_by_its_size_and_not_read()
    {
        using var scratch = new Scratch();
        using (var file = File.Create(scratch["big.yaml"]))
            file.SetLength(50 << 20);

        Refusal.Of(() => Read(scratch["big.yaml"])).ShouldHaveSingleItem()
            .ShouldBe($"{scratch["big.yaml"]}:1:1: is 50.0 MiB, more than the limit of 1 MiB; split it");
    }

    [Test]
    public void A_stream_without_end_is_read_up_to_the_limit()
    {
        var stream = new Endless();

        Refusal.Of(() => Gather(problems => YamlInput.Read("-", stream, Small, problems))).ShouldHaveSingleItem()
            .ShouldBe("-:1:1: is larger than the limit of 1 MiB; split it");
        stream.Given.ShouldBeLessThan(Small.Bytes + (1 << 17));
    }

    [Test]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var scratch = new Scratch();

        Refusal.Of(() => Read(scratch["none.yaml"])).ShouldHaveSingleItem()
            .ShouldStartWith($"{scratch["none.yaml"]}:1:1: cannot be read: ");
        Refusal.Of(() => Read(scratch.Root)).ShouldHaveSingleItem().ShouldBe($"{scratch.Root}:1:1: is a folder; give a file");
    }

    private static string Decode(byte[] bytes) => Gather(problems => YamlInput.Decode("a.yaml", bytes, problems))!.Text;

    private static string Refused(byte[] bytes) => Refusal.Of(() => Decode(bytes)).ShouldHaveSingleItem();

    private static void Read(string file) => Gather(problems => YamlInput.ReadFile(file, Small, problems));

    private static YamlInput? Gather(Func<InputProblems, YamlInput?> read)
    {
        var problems = new InputProblems();
        var input = read(problems);
        problems.ThrowIfAny();
        return input;
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            Given += count;
            return count;
        }
    }
}
