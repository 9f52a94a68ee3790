using System.Text;
using Harness.Rbac.Auditing;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>What cannot be read at all is bad input before anything is done; what breaks off is named by its place.</summary>
internal sealed class AuditInputTests
{
    private static readonly string Line = $"{new LoggedRequest()}\n";
    private Scratch _folder = null!;

    [SetUp]
    public void Make() => _folder = new Scratch();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("/no/such/audit.log")]
    [TestCase("")]
    [Platform("Linux")]
    [TestCase("/proc/self/mem", Description = "can be opened, and its first bytes cannot be read")]
    public void What_cannot_be_read_at_all_is_bad_input(string path)
    {
        _folder.Write("good.log", Line);

        foreach (var paths in (string[][])[[path], [_folder["good.log"], path]])
        {
            var refused = Should.Throw<HarnessException>(() => AuditInput.Of(paths));

            refused.Kind.ShouldBe(FailureKind.BadInput);
            refused.Message.ShouldStartWith($"audit log {path} cannot be read: ");
        }
    }

    [Test]
    public void What_fails_at_its_first_bytes_is_bad_input_also_where_it_cannot_be_looked_into_before()
    {
        var refused = Should.Throw<HarnessException>(() => Read(new BrokenStream([])));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldBe("audit log a cannot be read: the disk is broken");
    }

    [Test]
    public void What_fails_later_is_read_as_far_as_it_goes()
    {
        var reading = Read(new BrokenStream(Encoding.UTF8.GetBytes(Line)));

        reading.Events.ShouldBe(1);
        reading.NotComplete.ShouldBe(["a:2: cannot be read from here on: the disk is broken"]);
    }

    [Test]
    public async Task What_fails_while_it_is_followed_is_read_as_far_as_it_goes()
    {
        var reading = new AuditReading(new AuditScope());

        await reading.FollowAsync(
            "a", new BrokenStream(Encoding.UTF8.GetBytes(Line)), () => false, () => Task.CompletedTask, CancellationToken.None);

        reading.Events.ShouldBe(1);
        reading.NotComplete.ShouldBe(["a:2: cannot be read from here on: the disk is broken"]);
    }

    [Test]
    public void Of_a_folder_the_files_are_to_be_named()
    {
        _folder.Write("audit.log", Line);
        _folder.Write("audit 1.log.gz", "");
        _folder.Write("policy.yaml", "");

        Should.Throw<HarnessException>(() => AuditInput.Of([_folder.Root])).Message.ShouldBe(
            $"audit log {_folder.Root} is a folder: name the files in it that are meant, "
            + $"e.g. --audit '{_folder["audit 1.log.gz"]}' {_folder["audit.log"]}");
    }

    [Test]
    public void Of_a_folder_without_logs_none_is_suggested() => Should.Throw<HarnessException>(() => AuditInput.Of([_folder.Root]))
        .Message.ShouldEndWith(" is a folder: name the files in it that are meant");

    [Test]
    public void Standard_input_is_called_so() =>
        AuditInput.Of(["-"]).ShouldHaveSingleItem().Name.ShouldBe("standard input");

    [TestCase("", "", 2)]
    [TestCase("\ufeff", "", 2)]
    [TestCase("\ufeff", "\ufeff", 2, Description = "two files that were joined")]
    [TestCase("\ufeff\n", "\n\ufeff", 2)]
    public void A_mark_of_byte_order_before_an_event_is_no_part_of_it(string first, string second, int events)
    {
        var reading = LoggedRequest.Read(new AuditScope(), LoggedRequest.Log("a", $"{first}{Line}{second}{Line.Trim()}"));

        (reading.Events, reading.NotComplete.Count).ShouldBe((events, 0));
    }

    [Test]
    public void A_mark_of_byte_order_alone_is_an_empty_log() =>
        LoggedRequest.Read(new AuditScope(), LoggedRequest.Log("a", "\ufeff")).NotComplete.ShouldBeEmpty();

    [Test]
    public void Logs_with_such_a_mark_are_put_in_order_too()
    {
        _folder.Write("late.log", $"\ufeff{new LoggedRequest { Time = "2026-12-01T12:00:00Z" }}\n");
        _folder.Write("early.log", $"\ufeff{Line}");

        AuditInput.Of([_folder["late.log"], _folder["early.log"]]).Select(input => Path.GetFileName(input.Name))
            .ShouldBe(["early.log", "late.log"]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_log_in_UTF_16_says_how_it_is_written_in_UTF_8(bool bigEndian)
    {
        File.WriteAllText(_folder["audit.log"], Line, new UnicodeEncoding(bigEndian, byteOrderMark: true));

        Should.Throw<HarnessException>(() => AuditInput.Of([_folder["audit.log"]])).Message.ShouldEndWith(
            "it is written in UTF-16, as > of Windows PowerShell does; write it in UTF-8 (| Out-File -Encoding utf8)");
    }

    private static AuditReading Read(Stream stream) => LoggedRequest.Read(new AuditScope(), new AuditInput("a", () => stream));

    /// <summary>Can be read so far, and no further.</summary>
    private sealed class BrokenStream(byte[] content) : ReadOnlyStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            if (_at == content.Length)
                throw new IOException("the disk is broken");
            var read = Math.Min(buffer.Length, content.Length - _at);
            content.AsSpan(_at, read).CopyTo(buffer);
            _at += read;
            return read;
        }
    }
}
