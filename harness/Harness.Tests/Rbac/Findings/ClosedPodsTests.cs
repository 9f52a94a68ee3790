using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Yaml;

namespace Harness.Tests.Rbac.Findings;

/// <summary>Ways to the pods of a policy's namespaces, where no service is named that they could be ways around.</summary>
internal sealed class ClosedPodsTests
{
    private static readonly SourceLocation Here = new("access.yaml", 1);
    private static readonly RbacSubject Mallory = new(RbacSubjectKind.User, "mallory");
    private static readonly AccessPolicy Nobody = new("shop", ["shop"], [], []) { Location = Here };

    [TestCase("pods/portforward", "create", "HR406", "may create pods/portforward in namespace shop, and so can enter the pods there")]
    [TestCase("pods", "patch", "HR405", "may patch pods in namespace shop, and so can change the pods there or add to them")]
    [TestCase("endpoints", "create", "HR404",
        "may create endpoints in namespace shop, and so can decide where requests to the services there go")]
    public void What_they_lead_to_is_told_without_a_service(string resource, string verb, string kind, string may)
    {
        var found = Found(Nobody, resource, verb).ShouldHaveSingleItem();

        found.Rule.Id.ShouldBe(kind);
        found.Message.ShouldBe($"user:mallory {may}");
        found.Fix.ShouldEndWith("or add to the policy's ignore: - {user: \"mallory\", reason: \"…\"}");
    }

    [TestCase("pods/exec", "list")]
    [TestCase("pods/log", "get")]
    [TestCase("pods", "delete")]
    [TestCase("services", "create")]
    public void What_leads_to_no_pod_is_not_told(string resource, string verb) => Found(Nobody, resource, verb).ShouldBeEmpty();

    [TestCase("pods/exec", true)]
    [TestCase("pods/attach", false)]
    public void Only_what_the_policy_allows_exactly_passes(string allowed, bool passes)
    {
        var allowance = new PolicyAllowance("", allowed, [], ["create"], Here) { Namespaces = ["shop"] };
        var policy = Nobody with { Consumers = [new PolicyConsumer("debugger", Mallory, [allowance], Here)] };

        Found(policy, "pods/exec", "create").Count.ShouldBe(passes ? 0 : 1);
    }

    [Test]
    public void Without_a_policy_there_is_nothing_to_lead_to() => Found(null, "pods/exec", "create").ShouldBeEmpty();

    private static List<Finding> Found(AccessPolicy? policy, string resource, string verb)
    {
        var snapshot = new RbacSnapshot(
            "test", [new("shop", "r", [new([""], [resource], [], [verb])])], [new("shop", "b", "Role", "r", [Mallory])])
        {
            KubernetesVersion = new Version(1, 36),
        };
        return [.. RbacAnalysis.Analyse(new IndexedRbac(snapshot), policy, default)
            .Where(one => one.Rule.Id.StartsWith("HR4", StringComparison.Ordinal))];
    }
}
