using Harness.Rbac.Policies;
using Harness.Tests.Images;

namespace Harness.Tests.Rbac.Policies;

internal sealed class AccessPoliciesTests
{
    private static readonly AccessPolicy Hello = AccessPolicyReader.Parse("hello.yaml", PolicyText.Good);

    [Test]
    public void One_policy_stays_as_it_is() => AccessPolicies.Merge([Hello]).ShouldBeSameAs(Hello);

    [Test]
    public void Each_keeps_what_it_says_in_its_own_namespaces()
    {
        var merged = AccessPolicies.Merge([Hello, Other()]);

        merged.Name.ShouldBe("hello-other");
        merged.Namespaces.ShouldBe(["default", "shop", "billing"]);
        merged.Consumers.Select(consumer => consumer.Name).ShouldBe(["consumer", "jane"]);
        merged.Consumers[0].Allow.Select(allowance => string.Join(',', allowance.Namespaces))
            .ShouldBe(["default,shop", "shop", "default,shop", "billing"]);
        merged.Ignored.Count.ShouldBe(3, "the same one is ignored once");
        merged.Suppressions.Count.ShouldBe(1);
    }

    [TestCase("name: consumer\n", "name: consumer-2\n",
        "other.yaml:9:14: serviceaccount:default/consumer is the consumer \"consumer\" at hello.yaml:8 already")]
    [TestCase("default, name: consumer}", "default, name: another}",
        "other.yaml:8:5: a consumer \"consumer\" is at hello.yaml:8 already; give one of them another name")]
    public void What_two_policies_disagree_on_is_named_in_both(string old, string replacement, string complaint) =>
        Refusal.Of(() => AccessPolicies.Merge([Hello, Other(old, replacement)])).ShouldHaveSingleItem().ShouldStartWith(complaint);

    [TestCase("group: \"system:masters\"", "user: jane@example.com")]
    [TestCase("2026-12-31", "2027-12-31")]
    public void What_one_makes_an_exception_of_does_not_contradict_another(string old, string replacement) =>
        AccessPolicies.Merge([Hello, Other(old, replacement)]).Parts.Select(part => part.Name).ShouldBe(["hello", "other"]);

    [Test]
    public void Problems_of_all_files_are_told_at_once()
    {
        using var scratch = new Scratch();
        var (first, second) = (scratch.Write("1.yaml", "a: ["), scratch.Write("2.yaml", ""));

        Refusal.Of(() => AccessPolicies.ReadFiles([first, second])).Select(line => line.Split(':')[0]).ShouldBe([first, second]);
    }

    private static AccessPolicy Other(string old = "hello", string replacement = "hello") => AccessPolicyReader.Parse("other.yaml", """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: other}
        spec:
          scope:
            namespaces: [billing]
          consumers:
          - name: consumer
            subject: {kind: ServiceAccount, namespace: default, name: consumer}
            allow:
            - services: [invoices]
              methods: [GET]
          ignore:
          - {group: "system:masters", reason: cluster administrators}
          suppressions:
          - {finding: HR101, on: Role default/hello, reason: until the move, expires: 2026-12-31}
        """.Replace(old, replacement, StringComparison.Ordinal));
}
