using System.Diagnostics;
using System.Globalization;
using Harness.Lifetime;

namespace Harness.Tests.Lifetime;

internal sealed class OwnershipTests
{
    private static string[] Parts => Ownership.Current.Split('/');

    [Test]
    public void This_process_lives() => Ownership.IsDead(Ownership.Current).ShouldBeFalse();

    [Test]
    [Platform("Linux")]
    public void The_start_time_is_the_kernels_own_count_which_every_process_reads_alike()
    {
        var stat = File.ReadAllText("/proc/self/stat");

        Parts[^1].ShouldBe(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]);
    }

    [Test]
    public void A_process_that_ended_is_dead()
    {
        using var process = Process.Start(new ProcessStartInfo("true"))!;
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        process.WaitForExit();

        Ownership.IsDead(With(processId: id)).ShouldBeTrue();
    }

    [Test]
    public void A_process_id_in_use_again_by_another_process_is_dead() => Ownership.IsDead(With(started: "1")).ShouldBeTrue();

    [Test]
    public void A_process_of_an_earlier_boot_is_dead() =>
        Ownership.IsDead(With(boot: "00000000-0000-0000-0000-000000000000")).ShouldBeTrue();

    [Test]
    public void Another_machines_process_lives_whatever_its_boot_and_id() =>
        Ownership.IsDead(With(machine: "elsewhere", boot: "other", processId: "999999999")).ShouldBeFalse();

    [Test]
    [Platform("Linux")]
    public void The_machines_id_is_part_of_the_owner_but_not_in_clear()
    {
        Assume.That(File.Exists("/etc/machine-id") && new FileInfo("/etc/machine-id").Length > 0);

        Parts[0].ShouldMatch($@"^{Environment.MachineName}\.[0-9a-f]{{16}}$");
        Parts[0].ShouldNotContain(File.ReadAllText("/etc/machine-id").Trim()[..16]);
    }

    [Test]
    public void An_earlier_boot_says_nothing_where_copies_of_this_machine_put_theirs_too() =>
        Ownership.IsDead(With(boot: "00000000-0000-0000-0000-000000000000"), isOfThisMachine: false).ShouldBeFalse();

    [Test]
    public void A_process_of_another_process_namespace_lives() =>
        Ownership.IsDead(With(processNamespace: "pid:[1]", processId: "999999999")).ShouldBeFalse();

    [TestCase("")]
    [TestCase(Ownership.Kept)]
    [TestCase("a/b")]
    [TestCase("a/b/c")]
    [TestCase("a/b/c/d/e/f")]
    public void What_is_no_owner_is_not_known_to_be_dead(string value) => Ownership.IsDead(value).ShouldBeFalse();

    [Test]
    public void An_owner_of_this_machine_without_a_process_id_is_not_known_to_be_dead() =>
        Ownership.IsDead(With(processId: "self")).ShouldBeFalse();

    private static string With(
        string? machine = null, string? boot = null, string? processNamespace = null, string? processId = null, string? started = null) =>
        string.Join('/', machine ?? Parts[0], boot ?? Parts[1], processNamespace ?? Parts[2], processId ?? Parts[3], started ?? Parts[4]);
}
