using Harness.Access;
using Harness.Api;
using Harness.Asking;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Scenarios.Running;
using Harness.Waiting;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Rbac;

/// <summary>Validates a policy against the real authorizer, our evaluator and real calls at once.</summary>
public sealed class PolicyValidation : ScenarioFixture
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    [Claim("C11")]
    [Claim("C12")]
    public Task A_role_that_is_as_the_policy_says_is_found_so_by_all_sources_and_nothing_is_written() => ProveAsync("policy", async s =>
    {
        var (policy, _) = await GivenAsync(s);
        var before = await ObjectsAsync(s, policy.Namespaces[0]);

        var report = await ValidateAsync(s, policy);

        var own = CellsOf(policy, report);
        s.Seen.ExpectEqual("sources", "live, static, probe", string.Join(", ", report.Sources));
        s.Seen.Expect("cells of the consumer", "at least 25", $"{own.Count}", own.Count >= 25);
        s.Seen.ExpectEqual(
            "cells of the consumer that are not as the policy says", "",
            Text(own.Where(cell => cell.Outcome is not (CellOutcome.AsExpected or CellOutcome.Undecided))));
        ExpectEveryCellAsked(s, own);
        var after = await ObjectsAsync(s, policy.Namespaces[0]);
        s.Seen.ExpectEqual(
            "objects that came, went or changed meanwhile", "", string.Join(", ", before.Except(after).Concat(after.Except(before))));
    });

    [Test]
    [Claim("C12")]
    public Task A_role_that_lost_its_resourceNames_is_found_with_binding_role_and_rule() => ProveAsync("policy", async s =>
    {
        var (policy, grant) = await GivenAsync(s);
        await LoseResourceNamesAsync(s, grant);

        var report = await ValidateAsync(s, policy);

        var own = CellsOf(policy, report);
        var open = own.Where(cell => cell.Outcome == CellOutcome.Open).ToList();
        s.Seen.ExpectEqual("exit code", Outcome.Violation, report.Outcome);
        s.Seen.Expect("the neighbour is open", "a cell of it", Text(open), open.Any(cell => cell.Cell.Question.Name == "hello-neighbour"));
        s.Seen.ExpectEqual("cells on which the sources disagree", "", Text(own.Where(cell => cell.Outcome == CellOutcome.Disagreement)));
        ExpectEveryCellAsked(s, own);
        var evidence = string.Join(
            " → ", open.SelectMany(cell => cell.Answers).SelectMany(answer => answer.Evidence).Select(step => step.Text).Distinct());
        s.Seen.ExpectEqual(
            "evidence",
            $"RoleBinding {grant.Namespace}/{grant.Name} to serviceaccount:{grant.Consumer} → Role {grant.Namespace}/{grant.Name} → "
            + "apiGroups: [\"\"], resources: [\"services/proxy\"], verbs: [\"get\"]",
            evidence);
        s.Seen.Expect(
            "finding", "HR101 on the role", string.Join(", ", report.Findings.Select(finding => $"{finding.Rule.Id} on {finding.On}")),
            report.Findings.Any(finding => finding.Rule.Id == "HR101" && finding.On == $"Role {grant.Namespace}/{grant.Name}"));
    });

    /// <summary>Two services, a consumer that is granted one of them, and the policy that says so.</summary>
    private static async Task<(AccessPolicy Policy, Grant Grant)> GivenAsync(Scenario s)
    {
        await Task.WhenAll(s.HelloAppAsync(), s.HelloAppAsync("hello-neighbour"));
        var consumer = await s.ConsumerAsync("consumer");
        var grant = await s.GrantAsync(consumer, ["hello-app"], "get");
        var policy = AccessPolicyReader.Parse("access.yaml", $$"""
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: hello}
            spec:
              scope: {namespaces: [{{consumer.Namespace}}]}
              consumers:
              - name: consumer
                subject: {kind: ServiceAccount, namespace: {{consumer.Namespace}}, name: {{consumer.Name}}}
                allow:
                - services: [hello-app]
                  methods: [GET]
              ignore:
              - {group: "system:masters", reason: cluster administrators}
            """);
        return (policy, grant);
    }

    private static async Task<ValidationReport> ValidateAsync(Scenario s, AccessPolicy policy)
    {
        var cluster = s.Session.Cluster;
        var pace = new RequestPace(0, TimeProvider.System);
        var rbac = new IndexedRbac(await new LiveSnapshot((Kubernetes)cluster.Admin).ReadAsync(s.Stop));
        IAccessSource[] sources =
        [
            new ReviewSource("live", cluster.Admin, pace),
            new EvaluatedSource("static", rbac),
            new ProbeSource(cluster.Api, cluster.Admin, policy, ProbeSource.SafeMethods, pace),
        ];
        return await new Validator(policy, sources, [rbac]).RunAsync(new Progress<string>(), s.Stop);
    }

    private static async Task LoseResourceNamesAsync(Scenario s, Grant grant)
    {
        var admin = s.Session.Cluster.Admin;
        var role = await admin.RbacAuthorizationV1.ReadNamespacedRoleAsync(grant.Name, grant.Namespace, cancellationToken: s.Stop);
        role.Rules[0].ResourceNames = null;
        await admin.RbacAuthorizationV1.ReplaceNamespacedRoleAsync(role, grant.Name, grant.Namespace, cancellationToken: s.Stop);
        var opened = new AccessQuestion(grant.Namespace, "", "services/proxy", "hello-neighbour", "get");
        await new Condition("the authorizer knows the changed role", Deadline).WaitAsync(
            async ct => (await opened.AskAboutAsync(grant.Consumer.Identity, admin, ct)).Allowed
                ? Seen.Met(true)
                : Seen.NotYet<bool>("the old one"),
            s.Stop);
    }

    /// <summary>Only the consumer's: other scenarios change everyone else's access meanwhile.</summary>
    private static List<CellResult> CellsOf(AccessPolicy policy, ValidationReport report) =>
        [.. report.Cells.Where(cell => cell.Cell.Subject.IsSame(policy.Consumers[0].Subject))];

    /// <summary>What a validation could have written; without random graphs, which come and go meanwhile.</summary>
    private static async Task<IReadOnlyList<string>> ObjectsAsync(Scenario s, string ns)
    {
        const string lasting = $"!{LiveGraphs.Label}";
        var (core, rbac) = (s.Session.Cluster.Admin.CoreV1, s.Session.Cluster.Admin.RbacAuthorizationV1);
        return
        [
            .. (await rbac.ListNamespacedRoleAsync(ns, cancellationToken: s.Stop)).Items.Select(one => Text("Role", one.Metadata)),
            .. (await rbac.ListNamespacedRoleBindingAsync(ns, cancellationToken: s.Stop))
                .Items.Select(one => Text("RoleBinding", one.Metadata)),
            .. (await rbac.ListClusterRoleAsync(labelSelector: lasting, cancellationToken: s.Stop))
                .Items.Select(one => Text("ClusterRole", one.Metadata)),
            .. (await rbac.ListClusterRoleBindingAsync(labelSelector: lasting, cancellationToken: s.Stop))
                .Items.Select(one => Text("ClusterRoleBinding", one.Metadata)),
            // By identity: up to Kubernetes 1.23 a controller later adds a token's Secret to a new account.
            .. (await core.ListNamespacedServiceAccountAsync(ns, cancellationToken: s.Stop))
                .Items.Select(one => $"ServiceAccount {one.Metadata.Name} {one.Metadata.Uid}"),
            .. (await core.ListNamespacedServiceAsync(ns, cancellationToken: s.Stop)).Items.Select(one => Text("Service", one.Metadata)),
            Text("Namespace", (await core.ReadNamespaceAsync(ns, cancellationToken: s.Stop)).Metadata),
        ];
    }

    /// <summary>Including the version, which every write changes.</summary>
    private static string Text(string kind, V1ObjectMeta metadata) => $"{kind} {metadata.Name} {metadata.ResourceVersion}";

    private static void ExpectEveryCellAsked(Scenario s, IEnumerable<CellResult> own)
    {
        var unasked = Text(own.Where(cell => cell.Outcome == CellOutcome.Undecided));
        s.Seen.ExpectEqual(
            "cells of the consumer that could not be asked", "", unasked, undecided: unasked.Length > 0 ? "not all were asked" : null);
    }

    private static string Text(IEnumerable<CellResult> cells) => string.Join("\n", cells.Select(cell =>
        $"{cell.Cell.Subject} {cell.Cell.Question}: {cell.Outcome} "
        + $"({string.Join("; ", cell.Answers.Select(answer => $"{answer.Kind} {answer.Detail}"))})"));
}
