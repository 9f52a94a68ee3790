using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;
using Harness.Tests.Rbac.Auditing;
using Harness.Tests.Rbac.Loading;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Fuzzing;

/// <summary>
/// Mutated policies and manifests: no crash, no hang, no unnamed error; and what is read in spite of all allows nothing that is not
/// written. A few thousand by default; <c>HARNESS_FUZZ_INPUTS=500000</c> makes it a million.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class FuzzTests
{
    private const string Short = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata:
          name: short
        spec:
          scope:
            namespaces: &ns
            - default
          consumers:
          - name: robots
            subject:
              kind: Group
              name: robots
            allow:
            - services:
              - hello-app
              methods:
              - GET
              namespaces: *ns
        """;

    private const string Several = """
        ---
        # Source: chart/templates/all.yaml
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: ServiceAccount
          metadata:
            name: consumer
        - apiVersion: v1
          kind: Service
          metadata:
            name: hello-app
            namespace: shop
          spec:
            ports:
            - port: 8080
              name: web
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: all
          labels:
            to: view
        aggregationRule:
          clusterRoleSelectors:
          - matchLabels:
              to: view
            matchExpressions:
            - key: tier
              operator: In
              values: [a]
        ---
        apiVersion: rbac.authorization.k8s.io/v1beta1
        kind: ClusterRoleBinding
        metadata:
          name: all
        roleRef:
          kind: ClusterRole
          name: all
        subjects:
        - &robots
          kind: Group
          name: robots
        - <<: *robots
          name: others
        ---
        apiVersion: apps/v1
        kind: Deployment
        """;

    private const string Json = """
        {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleList", "items": [{"metadata": {"name": "a"},
        	"rules": [{"apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]}]}]}
        """;

    [Test]
    public void Mutated_policies_are_read_or_refused_with_a_place() => Fuzzer.Run([PolicyText.Good, Short], input =>
    {
        var problems = new InputProblems();
        var policy = YamlInput.Decode("-", input, problems) is { } text ? AccessPolicyReader.Read(text, problems) : null;
        problems.ThrowIfAny();
        Hold(policy.ShouldNotBeNull());
    });

    [Test]
    public void Mutated_manifests_are_read_or_refused_with_a_place() =>
        Fuzzer.Run([ManifestText.Role, ManifestText.Binding, Several, Json], input => Hold(new ManifestSnapshot()
            .Read("-", new MemoryStream(input))));

    /// <summary>Broken logs are read as far as they go. What is learnt from them is a policy that can be read, and no wider.</summary>
    [Test]
    public void Mutated_audit_logs_are_read_as_far_as_they_go() => Fuzzer.Run([LoggedRequest.Sample, LoggedRequest.OtherSample], input =>
    {
        var reading = LoggedRequest.Read(
            new AuditScope { AllResources = true, MostPaths = 2, MostUses = 5 }, new AuditInput("-", () => new MemoryStream(input)));
        reading.NotComplete.ShouldAllBe(line => !line.Contains('\n'));
        if (reading.Tally.Uses.Any(use => use.Answer == AuditAnswer.Allowed))
            Learn(reading.Tally);
        if (reading.NotComplete.Count > 0)
            throw HarnessException.BadInput("-:1:1: is not complete");
    });

    private static void Learn(AuditTally tally)
    {
        try
        {
            var learnt = new PolicyLearner(tally).Learn();
            Hold(AccessPolicyReader.Parse("learnt", LearntPolicyText.Of(learnt)), learnt);
        }
        catch (HarnessException nothing) when (nothing.Kind == FailureKind.Undecided)
        {
        }
    }

    private static void Hold(AccessPolicy policy, LearntPolicy learnt)
    {
        Hold(policy);
        policy.Consumers.Select(consumer => consumer.Subject.ToString()).ShouldBe(
            learnt.Consumers.Select(consumer => consumer.Subject.ToString()));
        policy.Consumers.SelectMany(consumer => consumer.Allow).Where(one => one.Services.Count > 0)
            .ShouldAllBe(one => one.Paths.Count > 0, "no paths would be every path");
    }

    private static void Hold(AccessPolicy policy)
    {
        var allowances = policy.Consumers.SelectMany(consumer => consumer.Allow).ToList();
        policy.Consumers.ShouldAllBe(consumer => consumer.Allow.Count > 0);
        allowances.ShouldAllBe(one => one.Verbs.Count > 0 && one.Verbs.All(verb => verb.Length > 0));
        allowances.ShouldAllBe(one => one.Services.Count == 0 || one.Names.Count >= one.Services.Count, "no names would be every name");
        allowances.ShouldAllBe(one => one.Namespaces.Count > 0 && one.Namespaces.All(ns => policy.Namespaces.Contains(ns)));
        policy.Consumers.Select(consumer => consumer.Subject).Concat(policy.Ignored.Select(ignored => ignored.Subject))
            .ShouldAllBe(subject => IsSomebody(subject));
        policy.Suppressions.ShouldAllBe(one => one.Reason.Length > 0 && one.Expires > DateOnly.MinValue);
    }

    private static void Hold(RbacSnapshot snapshot)
    {
        snapshot.Roles.ShouldAllBe(role => role.Name.Length > 0 && role.Location != null);
        snapshot.Roles.SelectMany(role => role.Rules)
            .ShouldAllBe(rule => rule.Verbs.Count > 0 && rule.Resources.Count + rule.NonResourceUrls.Count > 0);
        snapshot.Bindings.ShouldAllBe(binding => binding.Name.Length > 0 && binding.RoleName.Length > 0);
        snapshot.Bindings.SelectMany(binding => binding.Subjects).ShouldAllBe(subject => IsSomebody(subject));
    }

    private static bool IsSomebody(RbacSubject subject) =>
        subject.Name.Length > 0
            && (subject.Kind == RbacSubjectKind.ServiceAccount ? subject.Namespace is { Length: > 0 } : subject.Namespace is null);
}
