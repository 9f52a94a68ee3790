using System.Diagnostics;
using System.Security.Cryptography;
using Harness.Rbac.Admission;
using Harness.Rbac.Questions;
using Harness.Runs;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Scenarios.Admission;

/// <summary>
/// Thousands of paths that are made to mislead, against exact paths and prefixes: what admission was shown has to be what the backend got,
/// and nothing else may be reached. --hunt-paths sets how many, and --hunt-seed repeats those of another run.
/// </summary>
public sealed class BypassHunt : ScenarioFixture
{
    private const int Shown = 10;
    private const int WithoutGuard = 600;
    private const string Prefix = "/static/";
    private static readonly PathJudgement Judgement = new(["/metrics", Prefix]);
    private static readonly string[] Open = ["metrics", "static/app.css", "static/a/b.js", "static/"];
    private static readonly string[] Shut = ["admin", "admin/users", "status/201", "metrics/secret"];

    [Test]
    [Claim("C24")]
    public Task No_way_to_write_a_path_gets_past_the_guard_where_a_naive_rule_would_let_it() => ProveAsync("hunt", async s =>
    {
        GuardedConsumers.Require(s);
        s.RequireLoad("a hunt of thousands of calls");
        if (s.Session.Cluster.Api.Proxy?.IsBypassed(s.Session.Cluster.Api.Address) == false)
            throw new IgnoreException("the API server is reached over a proxy, and bytes cannot be sent over that as they are written");
        var given = await GuardedConsumers.PrepareAsync(s, await EchoAsync(s), "/metrics", $"{Prefix}*");
        await using var witnessed = await WitnessedGuard.InForceAsync(s, given);
        GuardedCaller.TellWhoDecides(s, witnessed.Kind);
        var seed = s.Session.Settings.Get(Settings.HuntSeed);
        if (seed == 0)
            seed = RandomNumberGenerator.GetInt32(1, int.MaxValue);

        var clock = Stopwatch.StartNew();
        var paths = HostilePaths.Of(seed, s.Session.Settings.Get(Settings.HuntPaths), Open, Shut);
        var guarded = await (await witnessed.HuntAsync(given.Guarded)).RunAsync(paths, s.Stop);
        s.Seen.Measure("bypass hunt: duration", clock.Elapsed.TotalSeconds, "s");
        var other = await (await witnessed.HuntAsync(given.Other))
            .RunAsync(HostilePaths.Of(seed, WithoutGuard, Open, Shut), s.Stop);

        ExpectNoneAround(s.Seen, given, guarded, $"--hunt-seed {seed}, decided by a {witnessed.Kind}");
        ExpectHoles(s.Seen, other, $"--hunt-seed {seed}");
    });

    private static void ExpectNoneAround(
        ScenarioObservations seen, GuardedConsumers given, IReadOnlyList<HuntedCall> calls, string evidence)
    {
        var (reached, refused) = (calls.Count(call => call.Reached is not null), calls.Count(call => call.IsRefused));
        seen.Measure("bypass hunt: paths", calls.Count, "");
        seen.Measure("bypass hunt: reached the backend", reached, "");
        seen.Measure("bypass hunt: refused by admission", refused, "");
        seen.Measure("bypass hunt: refused before it", calls.Count(call => call is { IsAsked: false, Error: null }), "");
        seen.Expect("paths that reached the backend", "one in a hundred at least", $"{reached}", reached * 100 >= calls.Count, evidence);
        seen.Expect("paths that admission refused", "one in four at least", $"{refused}", refused * 4 >= calls.Count, evidence);
        ExpectNone(seen, "paths that reached what the rule does not mean", calls.Where(Judgement.IsHole), evidence);
        ExpectNone(
            seen, "paths that admission was shown otherwise than the backend got them", calls.Where(PathJudgement.Differs), evidence);
        ExpectNone(
            seen, "paths that were let through and are not known to be what the backend got",
            calls.Where(call => call is { IsAsked: true, IsRefused: false, Error: null, Reached: null }), evidence);
        ExpectNone(
            seen, "paths that the cluster decides otherwise than our evaluator",
            calls.Where(call => call is { IsAsked: true, Error: null } && IsAllowed(given, call) == call.IsRefused), evidence);
        ExpectNone(
            seen, "paths that validate takes for others than admission was shown",
            calls.Where(call => call is { Shown: not null, Error: null } && call.Target.All(char.IsAscii)
                && Whole(ProxiedPath.Of(given.Hello.Url.PathAndQuery[..^"/proxy/".Length] + call.Target)) != Whole(call.Shown)),
            evidence);
        ExpectAnswers(seen, "calls of the guarded consumer without an answer", calls);
    }

    /// <summary>The hunt finds holes where there are some: a rule that looks at how the path begins has them.</summary>
    private static void ExpectHoles(ScenarioObservations seen, IReadOnlyList<HuntedCall> calls, string evidence)
    {
        var naive = calls.Where(call => call.Shown?.StartsWith(Prefix, StringComparison.Ordinal) == true);
        var holes = naive.Where(Judgement.IsHole).ToList();
        seen.Measure("bypass hunt: holes of a naive rule", holes.Count, "");
        seen.Measure("bypass hunt: paths tried on it", calls.Count, "");
        seen.Expect(
            $"holes of the naive rule path.startsWith('{Prefix}'), by another consumer's calls", "some", $"{holes.Count} of {calls.Count}",
            holes.Count > 0, $"{evidence}\n{Lines(holes)}");
        var differing = calls.Count(PathJudgement.Differs);
        seen.Expect(
            "paths of that consumer that admission was shown otherwise than the backend got them", "some", $"{differing} of {calls.Count}",
            differing > 0, evidence);
        ExpectAnswers(seen, "calls of the other consumer without an answer", calls);
    }

    private static void ExpectNone(ScenarioObservations seen, string subject, IEnumerable<HuntedCall> found, string evidence)
    {
        var all = found.ToList();
        seen.Expect(subject, "0", $"{all.Count}", all.Count == 0, all.Count == 0 ? evidence : $"{evidence}\n{Lines(all)}");
    }

    private static void ExpectAnswers(ScenarioObservations seen, string subject, IReadOnlyList<HuntedCall> calls)
    {
        var open = calls.Where(call => call.Error is not null).ToList();
        var reason = open.Count == 0 ? null : $"nothing is known of them; e.g. {open[0].Error}";
        seen.Expect(subject, "0", $"{open.Count}", open.Count == 0, open.Count == 0 ? null : Lines(open), reason);
    }

    /// <summary>Broken UTF-8 is replaced byte by byte here, and sequence by sequence there; either is refused.</summary>
    private static string? Whole(string? path) =>
        path is null ? null : string.Join('\ufffd', path.Split('\ufffd', StringSplitOptions.RemoveEmptyEntries));

    private static bool IsAllowed(GuardedConsumers given, HuntedCall call) => given.Rules.Allows(
        given.Guarded.User, [.. given.Guarded.Identity.Groups], given.Hello.Namespace, PathRule.Services, given.Hello.Name, call.Shown);

    private static string Lines(IEnumerable<HuntedCall> calls) =>
        string.Join('\n', calls.OrderBy(call => call.Target, StringComparer.Ordinal).Take(Shown));

    /// <summary>hello-app that answers each path with what it got.</summary>
    private static async Task<DeployedHello> EchoAsync(Scenario s)
    {
        var workload = HelloWorkload.Standard();
        var deployment = workload.Deployment(s.Session.Image);
        deployment.Spec.Template.Spec.Containers.Single().Env = [new V1EnvVar { Name = "ECHO", Value = "all" }];
        var service = await new Deployer(s.Session.Cluster.Admin)
            .DeployAsync(deployment, workload.Service(), await s.NamespaceAsync(), [], s.Stop);
        return new DeployedHello(service.Namespace, service.Name, null, service.ClusterAddress, service.Pods);
    }
}
