using Harness.Access;
using Harness.Rbac.Loading;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Scenarios.Running;
using Harness.Waiting;
using k8s;

namespace Harness.Scenarios.Rbac;

/// <summary>A policy held against the real authorizer, our evaluator and real calls at once.</summary>
public sealed class PolicyValidation : ScenarioFixture
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    [Claim("C11")]
    [Claim("C12")]
    public Task A_role_that_is_as_the_policy_says_is_found_so_by_all_sources_and_nothing_is_written() => ProveAsync("policy", async s =>
    {
        var (policy, _) = await GivenAsync(s);
        var before = await ResourceVersionsAsync(s, policy.Namespaces[0]);

        var report = await ValidateAsync(s, policy);

        var own = report.Cells.Where(cell => cell.Cell.Subject.IsSame(policy.Consumers[0].Subject)).ToList();
        s.Seen.ExpectEqual("sources", "live, static, probe", string.Join(", ", report.Sources));
        s.Seen.Expect("cells of the consumer", "at least 25", $"{own.Count}", own.Count >= 25);
        s.Seen.ExpectEqual("cells of the consumer that are not as the policy says", "", Text(own.Where(cell => cell.Outcome != CellOutcome.AsExpected)));
        s.Seen.ExpectEqual("cells on which the sources disagree, or that could not be asked", "", Text(report.Cells.Where(Undecided)));
        s.Seen.ExpectEqual("objects that changed meanwhile", "", string.Join(", ", before.Except(await ResourceVersionsAsync(s, policy.Namespaces[0]))));
    });

    [Test]
    [Claim("C12")]
    public Task A_role_that_lost_its_resourceNames_is_found_with_binding_role_and_rule() => ProveAsync("policy", async s =>
    {
        var (policy, grant) = await GivenAsync(s);
        await LoseResourceNamesAsync(s, grant);

        var report = await ValidateAsync(s, policy);

        var open = report.Cells.Where(cell => cell.Outcome == CellOutcome.Open && cell.Cell.Subject.IsSame(policy.Consumers[0].Subject)).ToList();
        s.Seen.ExpectEqual("exit code", ExitCode.Violation, report.ExitCode);
        s.Seen.Expect("the neighbour is open", "a cell of it", Text(open), open.Any(cell => cell.Cell.Question.Name == "hello-neighbour"));
        s.Seen.ExpectEqual("cells on which the sources disagree, or that could not be asked", "", Text(report.Cells.Where(Undecided)));
        var evidence = string.Join(" → ", open.SelectMany(cell => cell.Answers).SelectMany(answer => answer.Evidence).Select(step => step.Text).Distinct());
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
        var snapshot = await new LiveSnapshot((Kubernetes)cluster.Admin).ReadAsync(s.Stop);
        IAccessSource[] sources =
        [
            new ReviewSource("live", cluster.Admin, pace),
            new EvaluatedSource("static", snapshot),
            new ProbeSource(cluster.Api, cluster.Admin, policy, ProbeSource.SafeMethods, pace),
        ];
        return await new Validator(policy, sources, [snapshot]).RunAsync(new Progress<string>(), s.Stop);
    }

    private static async Task LoseResourceNamesAsync(Scenario s, Grant grant)
    {
        var admin = s.Session.Cluster.Admin;
        var role = await admin.RbacAuthorizationV1.ReadNamespacedRoleAsync(grant.Name, grant.Namespace, cancellationToken: s.Stop);
        role.Rules[0].ResourceNames = null;
        await admin.RbacAuthorizationV1.ReplaceNamespacedRoleAsync(role, grant.Name, grant.Namespace, cancellationToken: s.Stop);
        var opened = new AccessQuestion(grant.Namespace, "", "services/proxy", "hello-neighbour", "get");
        await new Condition("the authorizer knows the changed role", Deadline).WaitAsync(
            async ct => (await opened.AskAboutAsync(grant.Consumer, admin, ct)).Allowed ? Seen.Met(true) : Seen.NotYet<bool>("the old one"), s.Stop);
    }

    /// <summary>What a validation could have written: by name, with the version that every write changes.</summary>
    private static async Task<IReadOnlyList<string>> ResourceVersionsAsync(Scenario s, string ns)
    {
        var admin = s.Session.Cluster.Admin;
        var rbac = admin.RbacAuthorizationV1;
        IEnumerable<(string Kind, k8s.Models.V1ObjectMeta Metadata)> all =
        [
            .. (await rbac.ListNamespacedRoleAsync(ns, cancellationToken: s.Stop)).Items.Select(one => ("Role", one.Metadata)),
            .. (await rbac.ListNamespacedRoleBindingAsync(ns, cancellationToken: s.Stop)).Items.Select(one => ("RoleBinding", one.Metadata)),
            .. (await rbac.ListClusterRoleAsync(cancellationToken: s.Stop)).Items.Select(one => ("ClusterRole", one.Metadata)),
            .. (await rbac.ListClusterRoleBindingAsync(cancellationToken: s.Stop)).Items.Select(one => ("ClusterRoleBinding", one.Metadata)),
            .. (await admin.CoreV1.ListNamespacedServiceAccountAsync(ns, cancellationToken: s.Stop)).Items.Select(one => ("ServiceAccount", one.Metadata)),
            .. (await admin.CoreV1.ListNamespacedServiceAsync(ns, cancellationToken: s.Stop)).Items.Select(one => ("Service", one.Metadata)),
            ("Namespace", (await admin.CoreV1.ReadNamespaceAsync(ns, cancellationToken: s.Stop)).Metadata),
        ];
        return [.. all.Select(one => $"{one.Kind} {one.Metadata.Name} {one.Metadata.ResourceVersion}")];
    }

    private static bool Undecided(CellResult cell) => cell.Outcome is CellOutcome.Disagreement or CellOutcome.Undecided;

    private static string Text(IEnumerable<CellResult> cells) => string.Join("\n", cells.Select(cell =>
        $"{cell.Cell.Subject} {cell.Cell.Question}: {cell.Outcome} ({string.Join("; ", cell.Answers.Select(answer => $"{answer.Kind} {answer.Detail}"))})"));
}
