using System.Text;
using Harness.Rbac.Auditing;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>A log that is being written, and rotated meanwhile.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FollowedLogStreamTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Test]
    public void What_is_written_to_it_is_read_and_what_took_its_name_after_it()
    {
        using var file = Open("one");

        Read(file).ShouldBe("one");
        Read(file).ShouldBe("");
        File.AppendAllText(_folder["audit.log"], "two");
        File.Move(_folder["audit.log"], _folder["audit-1.log"]);
        File.AppendAllText(_folder["audit-1.log"], "three");
        Read(file).ShouldBe("twothree", "the old one to its end, while nothing has its name");
        _folder.Write("audit.log", "four");
        Read(file).ShouldBe("four");
        _notes.ShouldBeEmpty();
    }

    [Test]
    public void One_that_was_cut_off_is_read_from_its_beginning_and_that_is_said()
    {
        using var file = Open("a long beginning");

        Read(file).ShouldBe("a long beginning");
        _folder.Write("audit.log", "new");
        Read(file).ShouldBe("new");
        _notes.ShouldHaveSingleItem().ShouldContain("was cut off while it was read");
    }

    [Test]
    public void One_that_is_packed_is_refused()
    {
        File.WriteAllBytes(_folder["a.gz"], [0x1f, 0x8b, 8]);

        Should.Throw<HarnessException>(() => new FollowedLogStream(_folder["a.gz"], _notes.Add)).Message.ShouldContain("is packed");
    }

    [Test]
    [Platform("Linux")]
    public void One_that_cannot_be_read_is_bad_input()
    {
        var refused = Should.Throw<HarnessException>(() => new FollowedLogStream("/proc/self/mem", _notes.Add));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldStartWith("audit log /proc/self/mem cannot be read: ");
    }

    [Test]
    [Platform("Linux")]
    public async Task Where_what_took_its_name_cannot_be_read_the_old_one_counts()
    {
        using var file = Open($"{new LoggedRequest()}\n");
        var reading = new AuditReading(new AuditScope());

        await reading.FollowAsync("audit.log", file, () => false, Pause, CancellationToken.None);

        reading.Events.ShouldBe(1);
        reading.NotComplete.ShouldHaveSingleItem().ShouldStartWith("audit.log:2: cannot be read from here on: ");

        Task Pause()
        {
            File.Move(_folder["audit.log"], _folder["audit-1.log"]);
            File.CreateSymbolicLink(_folder["audit.log"], "/proc/self/mem");
            return Task.CompletedTask;
        }
    }

    [Test]
    public async Task A_line_is_read_once_it_has_an_end()
    {
        using var file = Open($"{new LoggedRequest()}\n{new LoggedRequest()}"[..^20]);
        var (reading, looks) = (new AuditReading(new AuditScope()), 0);

        await reading.FollowAsync("audit.log", file, () => looks == 2, Pause, CancellationToken.None);

        reading.End();
        (reading.Events, reading.NotComplete.Count).ShouldBe((2, 0));

        Task Pause()
        {
            if (looks++ == 0)
                File.AppendAllText(_folder["audit.log"], $"{new LoggedRequest()}\n"[^21..]);
            return Task.CompletedTask;
        }
    }

    [Test]
    public void Logs_are_read_in_the_order_of_their_first_events()
    {
        _folder.Write("audit.log", $"garbage\n{new LoggedRequest { Time = "2026-11-30T10:00:00Z" }}\n");
        _folder.Write("audit-2.log", $"{new LoggedRequest { Time = "2026-11-30T09:00:00Z" }}\n");
        _folder.Write("audit-1.log", $"{new LoggedRequest { Time = "2026-11-30T11:00:00Z" }}\n");
        _folder.Write("empty.log", "");

        AuditInput.Of([_folder["empty.log"], _folder["audit.log"], _folder["audit-1.log"], _folder["audit-2.log"], _folder["audit.log"]])
            .Select(input => Path.GetFileName(input.Name)).ShouldBe(["audit-2.log", "audit.log", "audit-1.log", "empty.log"]);
    }

    private FollowedLogStream Open(string content) => new(_folder.Write("audit.log", content), _notes.Add);

    private static string Read(FollowedLogStream file)
    {
        var (buffer, text) = (new byte[5], new StringBuilder());
        while (file.Read(buffer, 0, buffer.Length) is > 0 and var read)
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return text.ToString();
    }
}
