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
        (Read(file), file.TakeEndOfFile(), file.TakeEndOfFile()).ShouldBe(("", true, false), "between the two");
        Read(file).ShouldBe("four");
        _notes.ShouldBeEmpty();
    }

    [Test]
    public void One_that_was_cut_off_is_read_from_its_beginning_and_that_is_said()
    {
        using var file = Open("a long beginning");

        Read(file).ShouldBe("a long beginning");
        _folder.Write("audit.log", "new");
        (Read(file), file.TakeEndOfFile()).ShouldBe(("", true));
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
        reading.NotComplete.ShouldHaveSingleItem().ShouldStartWith("audit.log:1: cannot be read from here on: ");

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
    public async Task Half_a_line_at_the_end_of_a_rotated_log_is_named_and_costs_the_next_log_nothing()
    {
        var reading = await FollowAsync($"{Line}{Line[..^20]}", () =>
        {
            File.Move(_folder["audit.log"], _folder["audit-1.log"]);
            _folder.Write("audit.log", $"{Line}garbage\n");
        });

        reading.Events.ShouldBe(2);
        reading.NotComplete.Count.ShouldBe(2);
        reading.NotComplete[0].ShouldBe("audit.log:2: the log is cut off in the middle of this line");
        reading.NotComplete[1].ShouldStartWith("audit.log:2: is no JSON");
    }

    [Test]
    public async Task A_last_line_without_an_end_is_whole_where_its_event_is() =>
        (await FollowAsync(Line.TrimEnd(), () =>
        {
            File.Move(_folder["audit.log"], _folder["audit-1.log"]);
            _folder.Write("audit.log", Line);
        })).ShouldSatisfyAllConditions(reading => reading.Events.ShouldBe(2), reading => reading.NotComplete.ShouldBeEmpty());

    [Test]
    public async Task Half_a_line_of_a_log_that_was_emptied_costs_its_new_beginning_nothing()
    {
        var reading = await FollowAsync($"{Line}{Line}{Line[..^20]}", () => _folder.Write("audit.log", Line));

        reading.Events.ShouldBe(3);
        reading.NotComplete.ShouldContain("audit.log:3: the log is cut off in the middle of this line");
    }

    [TestCase(false, "is no longer there; what was logged since it was moved away is not known")]
    [TestCase(true, "is a folder by now; what was logged since it was moved away is not known")]
    public async Task A_log_that_is_moved_away_for_good_is_not_taken_for_one_to_which_nothing_was_written(bool isFolder, string complaint)
    {
        var reading = await FollowAsync(Line, () =>
        {
            File.Move(_folder["audit.log"], _folder["audit-1.log"]);
            if (isFolder)
                Directory.CreateDirectory(_folder["audit.log"]);
        });

        reading.Events.ShouldBe(1);
        reading.NotComplete.ShouldHaveSingleItem().ShouldBe($"{_folder["audit.log"]}: {complaint}");
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

    private static string Line { get; } = $"{new LoggedRequest()}\n";

    /// <summary>Follows a log to which something happens once it is read.</summary>
    private async Task<AuditReading> FollowAsync(string content, Action happens)
    {
        var (reading, hasHappened) = (new AuditReading(new AuditScope()), false);
        using var file = new FollowedLogStream(_folder.Write("audit.log", content), reading.Miss);
        await reading.FollowAsync("audit.log", file, () => hasHappened, Pause, CancellationToken.None);
        reading.End();
        return reading;

        Task Pause()
        {
            happens();
            hasHappened = true;
            return Task.CompletedTask;
        }
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
