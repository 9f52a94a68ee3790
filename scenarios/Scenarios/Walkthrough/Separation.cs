using System.Diagnostics;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>One service account for each consumer keeps them apart.</summary>
public sealed class Separation : ScenarioFixture
{
    [Test]
    [Claim("C9")]
    public Task Revoking_one_consumer_leaves_the_other_working() => ProveAsync("apart", async s =>
    {
        var (hello, _) = await s.SharedHelloAsync();
        var (a, b) = (await s.ConsumerAsync("consumer-a"), await s.ConsumerAsync("consumer-b"));
        var (asA, asB) = (await s.ClientForAsync(a), await s.ClientForAsync(b));
        var grantOfA = await s.GrantAsync(a, ["hello-app"], "get");
        await s.GrantAsync(b, ["hello-app"], "get");
        s.Seen.ExpectAnswer("consumer-a before", await asA.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");
        s.Seen.ExpectAnswer("consumer-b before", await asB.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");

        var clock = Stopwatch.StartNew();
        await s.Session.Grants.RemoveAsync(grantOfA, s.Stop);
        var refused = await FirstRefusal.WaitAsync(asA, hello.Url, s.Stop);
        s.Seen.Measure("revocation to the first 403", Math.Round(clock.Elapsed.TotalSeconds, 3), "s");

        s.Seen.ExpectForbidden("consumer-a after its grant was revoked", refused);
        s.Seen.ExpectAnswer("consumer-b after that", await asB.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");
    });
}
