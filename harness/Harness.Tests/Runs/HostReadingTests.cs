using Harness.Runs;

namespace Harness.Tests.Runs;

public sealed class HostReadingTests
{
    private const string Before = "cpu  100 0 50 800 10 0 0 40 7 0\ncpu0 50 0 25 400 5 0 0 20 0 0\n";
    private const string After = "cpu  200 0 100 1500 20 0 0 180 7 0\ncpu0 50 0 25 400 5 0 0 20 0 0\n";

    [Test]
    public void The_share_of_stolen_time_is_that_between_two_readings() =>
        HostReading.StolenShare(HostReading.Ticks(Before), HostReading.Ticks(After)).ShouldBe(0.14);

    [TestCase("")]
    [TestCase("cpu")]
    [TestCase("cpu 1 2 3")]
    [TestCase("intr 1 2 3 4 5 6 7 8 9")]
    public void What_cannot_be_read_is_not_known(string text) =>
        HostReading.StolenShare(HostReading.Ticks(text), HostReading.Ticks(After)).ShouldBeNull();

    [Test]
    public void Between_two_readings_without_time_nothing_is_known() =>
        HostReading.StolenShare(HostReading.Ticks(Before), HostReading.Ticks(Before)).ShouldBeNull();

    [TestCase("processor\t: 0\nmodel name\t: AMD EPYC 7763\nprocessor\t: 1\nmodel name\t: other\n", "AMD EPYC 7763")]
    [TestCase("processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\n", null)]
    public void The_processor_is_named_where_the_kernel_names_it(string text, string? expected) =>
        HostReading.Processor(text).ShouldBe(expected);
}
