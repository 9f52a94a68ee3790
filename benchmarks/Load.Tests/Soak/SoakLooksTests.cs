using Harness.Load.Soak;

namespace Harness.Load.Tests.Soak;

public sealed class SoakLooksTests
{
    [Test]
    public void Sockets_are_counted_by_their_state() => HostSockets.Parse(
    [
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 17035 1 0000 100 0 0 10 0",
        "   1: 0100007F:A2C4 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 17036 1 0000 20 4 30 10 -1",
        "   2: 0100007F:A2C6 0100007F:1F90 06 00000000:00000000 03:00000A3C 00000000     0        0 0 3 0000",
        "   3: 0100007F:A2C8 0100007F:1F90 06 00000000:00000000 03:00000A3C 00000000     0        0 0 3 0000",
    ]).ShouldBe(new HostSockets(1, 2));

    [Test]
    public void This_host_has_sockets() => HostSockets.Read().ShouldNotBeNull().Established.ShouldBeGreaterThanOrEqualTo(0);

    [Test]
    public void Memory_is_read_from_the_API_servers_own_metrics()
    {
        SoakLooks.Parse("# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 6.41785856e+08\n").ShouldBe(641785856);
        SoakLooks.Parse("process_resident_memory_bytes_total 7\n").ShouldBeNull();
    }
}
