using System.Net;
using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>A name that stands for several addresses: as those of a headless service's pods.</summary>
public sealed class SpreadAddressesTests
{
    private const int Connections = 3_000;
    private static readonly IPAddress[] Pods = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"), IPAddress.Parse("10.0.0.3")];

    [Test]
    public void Connections_are_spread_over_all_of_them()
    {
        var shares = First(spreads: true);

        // Of a fair third each, 6 standard deviations.
        shares.Keys.Count.ShouldBe(Pods.Length);
        shares.Values.ShouldAllBe(share => Math.Abs(share - (Connections / 3)) < 155);
    }

    [Test]
    public void Otherwise_the_resolvers_order_is_kept() => First(spreads: false).ShouldBe(new() { [Pods[0]] = Connections });

    private static Dictionary<IPAddress, int> First(bool spreads)
    {
        var target = new HttpTarget(new Uri("http://shop.web.svc/"), "") { SpreadsAddresses = spreads };
        return Enumerable.Range(0, Connections).Select(_ => HttpStep.Ordered([.. Pods], target)[0])
            .GroupBy(first => first).ToDictionary(same => same.Key, same => same.Count());
    }
}
