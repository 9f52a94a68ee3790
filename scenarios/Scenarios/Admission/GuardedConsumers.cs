using Harness.Access;
using Harness.Proxying;
using Harness.Rbac.Admission;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Scenarios.Running;
using Harness.Waiting;
using Harness.Workloads;
using Harness.Workloads.Admission;

namespace Harness.Scenarios.Admission;

/// <summary>
/// Two consumers to whom RBAC gives everything in a namespace: one whom an access policy allows single paths of a service, and one whom it
/// allows all. What is refused is refused by admission.
/// </summary>
internal sealed class GuardedConsumers
{
    /// <summary>What the consumer with paths is called.</summary>
    public const string GuardedName = "guarded";

    private static readonly TimeSpan InForce = TimeSpan.FromSeconds(30);

    private GuardedConsumers(Scenario s, DeployedHello hello, Consumer guarded, Consumer other, AccessPolicy policy) =>
        (Scenario, Hello, Guarded, Other, Rules) = (s, hello, guarded, other, PathAdmission.Of(policy));

    /// <summary>What is called.</summary>
    public DeployedHello Hello { get; }

    /// <summary>Who may call some paths.</summary>
    public Consumer Guarded { get; }

    /// <summary>Who may call all.</summary>
    public Consumer Other { get; }

    /// <summary>What the policy says about paths.</summary>
    public PathAdmission Rules { get; }

    private Scenario Scenario { get; }

    /// <summary>Skips the scenario where a guard may not be made.</summary>
    public static void Require(Scenario s)
    {
        s.RequireOurImage("a webhook, and a backend that tells what it got,");
        if (!s.Session.AllowsClusterScope)
        {
            throw new IgnoreException(
                "admission policies and webhooks are cluster-wide; on an existing cluster, allow them with --allow-cluster-scope");
        }
    }

    /// <summary>Makes consumers and grants.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="hello">What is called.</param>
    /// <param name="paths">The paths that the policy allows.</param>
    public static async Task<GuardedConsumers> PrepareAsync(Scenario s, DeployedHello hello, params string[] paths)
    {
        var (guarded, other) = (await s.ConsumerAsync(GuardedName), await s.ConsumerAsync("other"));
        foreach (var grant in new[] { guarded, other }.SelectMany(Everything))
            await s.Session.Grants.ApplyAsync(grant, s.Stop);
        var policy = AccessPolicyReader.Parse("access.yaml", Policy(hello, guarded, other, string.Join(", ", paths)));
        return new GuardedConsumers(s, hello, guarded, other, policy);
    }

    /// <summary>The guard that the cluster's version has.</summary>
    public PathGuard Guard() => PathGuard.For(
        Scenario.Session.Facts.KubernetesVersion, Scenario.Session.Cluster.Admin, Scenario.Session.Image, Hello.Namespace, Rules);

    /// <summary>Installs a guard, which is removed at the end of the session at the latest, and waits until it refuses.</summary>
    public async Task InForceAsync(PathGuard guard)
    {
        var session = Scenario.Session;
        session.RemoveAtEnd($"{guard.Kind} for {Hello.Namespace}", guard);
        await guard.InstallAsync(Scenario.Stop);
        var client = await Scenario.ClientForAsync(Guarded);
        await new Condition($"the {guard.Kind} refuses what is not allowed", InForce).WaitAsync(
            async ct =>
            {
                var answer = await client.CallAsync(HttpMethod.Get, Hello.Url.WithPath("/not-allowed"), ct);
                return IsBy(guard, answer.Verdict) ? Seen.Met(true) : Seen.NotYet<bool>($"{answer.Verdict}");
            },
            Scenario.Stop);
    }

    /// <summary>Whether a call was refused by the guard, and not by the authorizer, which speaks of nobody else.</summary>
    public static bool IsBy(PathGuard guard, Verdict verdict) => verdict.Kind == VerdictKind.Forbidden
        && verdict.Evidence.Message?.Contains(guard.Mark, StringComparison.Ordinal) == true;

    /// <summary>Every service by every method, and every pod by GET.</summary>
    private static IEnumerable<Grant> Everything(Consumer consumer) =>
    [
        Grant.ServiceProxy(consumer, $"{consumer.Name}-services", [], ["*"]),
        new(consumer.Namespace, $"{consumer.Name}-pods", consumer, new RbacRule([""], ["pods/proxy"], [], ["get"])),
    ];

    private static string Policy(DeployedHello hello, Consumer guarded, Consumer other, string paths) => $$"""
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: endpoints}
        spec:
          scope: {namespaces: [{{hello.Namespace}}]}
          consumers:
          - name: guarded
            subject: {kind: ServiceAccount, namespace: {{guarded.Namespace}}, name: {{guarded.Name}}}
            allow:
            - {services: [{{hello.Name}}], methods: ["*"], paths: [{{paths}}]}
            - {services: [{{hello.Name}}], ports: [{{HelloWorkload.Port}}], methods: ["*"], paths: [{{paths}}]}
            - {services: [{{hello.Name}}], ports: [{{HelloWorkload.Port}}], scheme: http, methods: ["*"], paths: [{{paths}}]}
          - name: other
            subject: {kind: ServiceAccount, namespace: {{other.Namespace}}, name: {{other.Name}}}
            allow:
            - {services: [{{hello.Name}}], methods: ["*"]}
        """;
}
