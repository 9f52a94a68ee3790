using System.Globalization;
using System.Text.Json;
using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using MathNet.Numerics.Distributions;

namespace Harness.Scenarios.Walkthrough;

/// <summary>A headless service: the proxy spreads calls over the pods, where DNS hands out every address.</summary>
public sealed class HeadlessBalancing : ScenarioFixture
{
    private const int Calls = 600;
    private const int AtOnce = 8;

    /// <summary>A fair spread fails the test once in a thousand runs; an unfair one (a pod left out) always does.</summary>
    private const double SmallestP = 0.001;

    private static readonly TimeSpan DnsDeadline = TimeSpan.FromSeconds(30);

    [Test]
    [Claim("C17")]
    public Task The_proxy_spreads_calls_evenly_over_the_pods() => ProveAsync("headless", async s =>
    {
        var hello = await s.HelloHeadlessAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);
        await s.GrantAsync(consumer, [hello.Name], "get");

        var answers = await CallManyAsync(client, hello, s.Stop);

        var answered = answers.Count(answer => answer.Verdict.Evidence.Status == 200);
        // One that was not answered, preferably one that decides something.
        var other = answers.OrderBy(answer => answer.Verdict.Evidence.Status == 200)
            .ThenBy(answer => answer.Verdict.Kind == VerdictKind.Failed).First();
        s.Seen.Expect("calls answered", $"{Calls}", $"{answered}", answered == Calls, other.Verdict);
        var tooFew = answered == Calls ? null : $"{answered} of {Calls} calls were answered: too few to judge by";
        var counts = hello.Pods.Keys.ToDictionary(
            pod => pod, pod => answers.Count(answer => answer.Body.Contains($"Hostname: {pod}", StringComparison.Ordinal)));
        var spread = string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value}"));
        s.Seen.ExpectEqual("replicas that answered", hello.Pods.Count, counts.Values.Count(count => count > 0), spread, tooFew);
        var p = PValue([.. counts.Values]);
        s.Seen.Expect(
            $"chi-square over {Calls} calls", $"p > {SmallestP.ToString(CultureInfo.InvariantCulture)}",
            $"p = {p.ToString("0.####", CultureInfo.InvariantCulture)}", p > SmallestP, spread, tooFew);
        s.Seen.Measure("chi-square p-value of the headless spread", Math.Round(p, 4), "");
    });

    [Test]
    [Claim("C17")]
    public Task Its_name_resolves_to_exactly_the_addresses_of_its_pods() => ProveAsync("dns", async s =>
    {
        s.RequireOurImage("resolving a name from a pod");
        var headless = await s.HelloHeadlessAsync();
        var resolver = await s.HelloAppAsync("resolver");
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);
        await s.GrantAsync(consumer, [resolver.Name], "get");

        foreach (var name in (string[])[headless.Name, $"{headless.Name}.{headless.Namespace}.svc.cluster.local"])
        {
            var resolved = await ResolvedAsync(client, resolver, name, headless.Pods.Count, s.Stop);
            s.Seen.ExpectEqual($"addresses of {name}", string.Join(", ", headless.Pods.Values.Order(StringComparer.Ordinal)), resolved);
        }
    });

    private static async Task<IReadOnlyList<ProxyAnswer>> CallManyAsync(
        ServiceProxyClient client, DeployedHello hello, CancellationToken stop)
    {
        var answers = new ProxyAnswer[Calls];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, Calls, options, async (i, ct) => answers[i] = await client.CallAsync(HttpMethod.Get, hello.Url, ct));
        return answers;
    }

    /// <summary>Pearson's test of a uniform spread; degrees of freedom: pods minus one.</summary>
    private static double PValue(IReadOnlyList<int> counts)
    {
        var expected = (double)counts.Sum() / counts.Count;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        return 1 - ChiSquared.CDF(counts.Count - 1, chiSquare);
    }

    /// <summary>Cluster DNS lags behind endpoints: looks until it has as many addresses as there are pods.</summary>
    private static Task<string> ResolvedAsync(
        ServiceProxyClient client, DeployedHello resolver, string name, int count, CancellationToken stop) =>
        LastAnswer.WaitAsync(
            new Condition($"{name} resolves to {count} addresses", DnsDeadline),
            async ct =>
            {
                var answer = await client.CallAsync(HttpMethod.Get, resolver.Url.WithPath($"/resolve/{name}"), ct);
                if (answer.Verdict.Kind == VerdictKind.Failed)
                    return (null, false);
                var addresses = answer.Verdict.Evidence.Status == 200 ? JsonSerializer.Deserialize<string[]>(answer.Body)! : [];
                var seen = addresses.Length == 0 ? answer.Verdict.ToString() : string.Join(", ", addresses.Order(StringComparer.Ordinal));
                return (seen, addresses.Length == count);
            },
            stop);
}
