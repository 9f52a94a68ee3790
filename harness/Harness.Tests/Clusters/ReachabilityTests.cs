using System.Net;
using System.Net.Sockets;
using Harness.Clusters;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters;

internal sealed class ReachabilityTests
{
    [Test]
    public async Task A_port_that_listens_is_reached_and_connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        (await Reachability.ReachesAsync("127.0.0.1", port, CancellationToken.None)).ShouldBeTrue();
        (await Reachability.ConnectsAsync("127.0.0.1", port, CancellationToken.None)).ShouldBeTrue();
    }

    [Test]
    public async Task A_host_that_refuses_is_reached_but_does_not_connect()
    {
        var port = LoopbackServer.RefusedPort();

        (await Reachability.ReachesAsync("127.0.0.1", port, CancellationToken.None)).ShouldBeTrue();
        (await Reachability.ConnectsAsync("127.0.0.1", port, CancellationToken.None)).ShouldBeFalse();
    }

    [Test]
    public async Task A_name_that_nobody_has_is_not_reached() =>
        (await Reachability.ReachesAsync("nobody.invalid", 6443, CancellationToken.None)).ShouldBeFalse();

    [Test]
    public async Task Giving_up_is_no_answer()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Reachability.ReachesAsync("127.0.0.1", 1, stop.Token));
    }
}
