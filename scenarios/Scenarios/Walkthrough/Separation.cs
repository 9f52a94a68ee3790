using System.Diagnostics;
using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Waiting;

namespace Harness.Scenarios.Walkthrough;

/// <summary>One service account for each consumer keeps them apart.</summary>
public sealed class Separation : ScenarioFixture
{
    private static readonly TimeSpan RevocationDeadline = TimeSpan.FromSeconds(30);

    [Test]
    [Claim("C9")]
    public Task Revoking_one_consumer_leaves_the_other_working() => ProveAsync("apart", async s =>
    {
        var hello = await s.HelloAppAsync();
        var (a, b) = (await s.ConsumerAsync("consumer-a"), await s.ConsumerAsync("consumer-b"));
        var (asA, asB) = (await s.ClientForAsync(a), await s.ClientForAsync(b));
        var grantOfA = await s.GrantAsync(a, ["hello-app"], "get");
        await s.GrantAsync(b, ["hello-app"], "get");
        s.Seen.ExpectAnswer("consumer-a before", await asA.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");
        s.Seen.ExpectAnswer("consumer-b before", await asB.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");

        var clock = Stopwatch.StartNew();
        await s.Session.Grants.RemoveAsync(grantOfA, s.Stop);
        var refused = await FirstRefusalAsync(asA, hello.Url, s.Stop);
        s.Seen.Measure("revocation to the first 403", Math.Round(clock.Elapsed.TotalSeconds, 3), "s");

        s.Seen.ExpectForbidden("consumer-a after its grant was revoked", refused);
        s.Seen.ExpectAnswer("consumer-b after that", await asB.CallAsync(HttpMethod.Get, hello.Url, s.Stop), "Hello, world!");
    });

    /// <summary>The first refusal; where none comes, what was answered last, which then is what was seen.</summary>
    private static async Task<Verdict> FirstRefusalAsync(ServiceProxyClient client, ServiceProxyUrl url, CancellationToken stop)
    {
        Verdict? last = null;
        try
        {
            return await new Condition($"{client.Caller} is refused {url}", RevocationDeadline).WaitAsync(
                async ct =>
                {
                    last = (await client.CallAsync(HttpMethod.Get, url, ct)).Verdict;
                    return last.Kind == VerdictKind.Forbidden ? Waiting.Seen.Met(last) : Waiting.Seen.NotYet<Verdict>(last.ToString());
                },
                stop);
        }
        catch (HarnessException) when (last is not null)
        {
            return last;
        }
    }
}
