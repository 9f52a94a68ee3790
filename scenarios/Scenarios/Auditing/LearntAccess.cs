using System.Collections.Concurrent;
using System.Text;
using Harness.Access;
using Harness.Asking;
using Harness.Clusters;
using Harness.Proxying;
using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Policies;
using Harness.Scenarios.Running;
using Harness.Waiting;

namespace Harness.Scenarios.Auditing;

/// <summary>A policy learnt from the audit log allows what was done, and nothing else.</summary>
public sealed class LearntAccess : ScenarioFixture
{
    private const int LeastRefused = 1000;
    private const int AtOnce = 8;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[] Paths = ["/", "/metrics", "/users/7", "/orders", "/elsewhere"];

    [Test]
    [Claim("C25")]
    public Task What_is_learnt_from_the_audit_log_allows_the_same_calls_elsewhere_and_no_other() => ProveAsync("learn", async s =>
    {
        s.RequireLoad("some thousand calls");
        using var log = await AuditLogs.OpenAsync(s);
        var policy = await LearnAsync(s, log, await s.NamespaceAsync());

        var fresh = await s.AnotherNamespaceAsync("learnt");
        foreach (var service in AuditedServices.All)
            await s.HelloAppAsync(service, fresh);
        var withPaths = AppliedPolicy.CanHavePaths(s);
        var moved = policy.Replace(await s.NamespaceAsync(), fresh, StringComparison.Ordinal);
        await using var applied = await AppliedPolicy.ApplyAsync(s, AccessPolicyReader.Parse("learnt.yaml", moved), withPaths);
        await ExpectAsync(s, fresh, withPaths);
    });

    /// <summary>Gives three consumers more than they need, lets them call, and learns what they needed.</summary>
    private static async Task<string> LearnAsync(Scenario s, ClusterAuditLog log, string ns)
    {
        foreach (var service in AuditedServices.All)
            await s.HelloAppAsync(service);
        var clients = new Dictionary<string, ServiceProxyClient>();
        foreach (var name in LearntCall.Traffic(AuditedServices.All).Select(call => call.Consumer).Distinct())
        {
            var consumer = await s.ConsumerAsync(name);
            clients[name] = await s.ClientForAsync(consumer);
            await s.GrantAsync(consumer, [.. LearntCall.Traffic(AuditedServices.All).Where(call => call.Consumer == name)
                .Select(call => call.Name).Distinct(), "unused"], "*");
        }

        var traffic = LearntCall.Traffic(AuditedServices.All);
        LearntCall refused = new("reader", "GET", AuditedServices.All[2], "/");
        foreach (var call in traffic.Append(refused))
            await clients[call.Consumer].CallAsync(new HttpMethod(call.Method), call.In(ns), s.Stop);
        var events = await AuditLogs.WaitAsync(s, log, ns, seen => seen.Count > traffic.Count);
        s.Seen.ExpectEqual("requests in the audit log", traffic.Count + 1, events.Count);

        var reading = new AuditReading(new AuditScope { Namespaces = new HashSet<string> { ns } });
        reading.Read(await log.LinesAsync(ns, s.Stop), s.Stop);
        reading.End();
        s.Seen.ExpectEqual("what of the log cannot be understood", "", string.Join("; ", reading.NotComplete));
        var text = LearntPolicyText.Of(new PolicyLearner(reading.Tally) { WithPaths = AppliedPolicy.CanHavePaths(s) }.Learn());
        s.Files.Add("learnt.yaml", "the policy that was learnt", Encoding.UTF8.GetBytes(text));
        return text;
    }

    private static async Task ExpectAsync(Scenario s, string ns, bool withPaths)
    {
        var traffic = LearntCall.Traffic(AuditedServices.All);
        var clients = new Dictionary<string, ServiceProxyClient>();
        foreach (var name in traffic.Select(call => call.Consumer).Distinct())
            clients[name] = await s.ClientForAsync(new Consumer(ns, name));
        foreach (var call in traffic)
        {
            var verdict = await FirstAnswerAsync(s, clients[call.Consumer], call, ns);
            s.Seen.Expect($"learnt, {call}", "Allowed", $"{verdict.Kind}", verdict.IsAllowed, verdict);
        }

        if (withPaths)
        {
            foreach (var call in traffic.DistinctBy(call => call.Consumer))
                await FirstAnswerAsync(s, clients[call.Consumer], call with { Path = "/elsewhere" }, ns, isRefusal: true);
        }

        await ExpectRefusedAsync(s, clients, ns, withPaths);
    }

    private static async Task ExpectRefusedAsync(Scenario s, Dictionary<string, ServiceProxyClient> clients, string ns, bool withPaths)
    {
        var traffic = LearntCall.Traffic(AuditedServices.All);
        var others = LearntCall.All(AuditedServices.All, AuditedServices.Ports, Paths).Where(call => !call.IsAsIn(traffic, withPaths))
            .ToList();
        var wrong = new ConcurrentBag<(LearntCall Call, Verdict Verdict)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = s.Stop };
        await Parallel.ForEachAsync(others, options, async (call, ct) =>
        {
            var verdict = (await clients[call.Consumer].CallAsync(new HttpMethod(call.Method), call.In(ns), ct)).Verdict;
            if (verdict.Kind != VerdictKind.Forbidden)
                wrong.Add((call, verdict));
        });
        s.Seen.Expect("other calls", $"at least {LeastRefused}", $"{others.Count}", others.Count >= LeastRefused);
        foreach (var (call, verdict) in wrong.OrderBy(one => one.Call.ToString(), StringComparer.Ordinal).Take(10))
            s.Seen.ExpectForbidden($"not learnt, {call}", verdict);
        s.Seen.ExpectEqual("other calls that were not refused", 0, wrong.Count(one => one.Verdict.IsAllowed));
        s.Seen.Measure("calls refused that were not learnt", others.Count - wrong.Count, "calls");
    }

    /// <summary>Until the authorizer knows the new roles, admission the new policies, and the API server the new account.</summary>
    private static Task<Verdict> FirstAnswerAsync(
        Scenario s, ServiceProxyClient client, LearntCall call, string ns, bool isRefusal = false) =>
        LastAnswer.WaitAsync(
            new Condition($"{call} is {(isRefusal ? "refused" : "let through")}", Deadline),
            async ct =>
            {
                var verdict = (await client.CallAsync(new HttpMethod(call.Method), call.In(ns), ct)).Verdict;
                return (verdict, isRefusal ? verdict.Kind == VerdictKind.Forbidden : verdict.IsAllowed);
            },
            s.Stop);
}
