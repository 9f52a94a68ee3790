using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Rbac.Learning;

/// <summary>A learnt policy is never wider than what was done, and closes what it knows of.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LeftOutTests
{
    private static readonly LoggedRequest Good = new();

    [Test]
    public void What_was_only_tried_is_not_learnt()
    {
        var log = LoggedRequest.Log(Good, Good with { Agent = AuditEvent.ProbeAgent, Path = "/admin" });
        var learnt = new PolicyLearner(LoggedRequest.Read(new AuditScope { WithoutProbes = true }, log).Tally).Learn();

        learnt.Consumers[0].Entries[0].Paths.Select(path => path.Pattern).ShouldBe(["/metrics"]);
        learnt.LeftOut.ShouldHaveSingleItem().ShouldBe("calls of validate --probe, by their user agent: 1 request");
    }

    [Test]
    public void Other_resources_that_were_used_are_closed()
    {
        var log = LoggedRequest.Log(Good with { Resource = "secrets", Subresource = null, Name = "a" });
        var text = LearntPolicyText.Of(new PolicyLearner(LoggedRequest.Read(new AuditScope { AllResources = true }, log).Tally).Learn());

        Read(text).Scope.Resources.Select(one => one.Resource).ShouldBe(["services/proxy", "pods/proxy", "nodes/proxy", "secrets"]);
    }

    [Test]
    public void A_path_that_looks_like_a_secret_opens_no_other()
    {
        const string secret = "/eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
        var learnt = Learner([Good, Good with { Path = secret }]).Learn();

        learnt.Consumers[0].Entries[0].Paths.Select(path => path.Pattern).ShouldBe(["/metrics"]);
        learnt.LeftOut.ShouldHaveSingleItem().ShouldNotContain("eyJ");
        Should.Throw<HarnessException>(() => Learner([Good with { Path = secret, Decision = "forbid" }]).Learn());
        Learner([Good with { Path = secret }, Good with { Name = "other" }]).Learn().Consumers[0].Entries
            .ShouldHaveSingleItem().Names.ShouldBe(["other"]);
    }

    [Test]
    public void A_step_up_does_not_vanish_in_what_stands_in_a_secrets_place()
    {
        var secret = Good with { Path = "/reset/eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJzdWIiOiJ4In0" };

        var learnt = Learner([secret, Good with { Path = "/reset/a" }, Good with { Path = "/reset/%2e%2e/admin" }]).Learn();

        learnt.Consumers[0].Entries[0].Paths.ShouldHaveSingleItem().Count.ShouldBe(2);
        learnt.LeftOut.ShouldHaveSingleItem().ShouldContain("with the path /reset/../admin: ");
    }

    [TestCase("pods", "", "it is in all namespaces at once, and a policy is for some")]
    [TestCase("deployments", "apps", "it is in all namespaces at once, and a policy is for some")]
    [TestCase("widgets", "example.com", "it is in no namespace, or in all of them at once, and a policy knows no such resource there")]
    [TestCase("nodes", "", null)]
    public void What_is_in_no_one_namespace_is_left_out_for_what_it_is(string resource, string group, string? why)
    {
        var list = Good with { Namespace = "", Resource = resource, Group = group, Subresource = null, Name = "", Verb = "list" };
        var log = LoggedRequest.Log(Good, list);

        var learnt = new PolicyLearner(LoggedRequest.Read(new AuditScope { AllResources = true }, log).Tally).Learn();
        var some = new PolicyLearner(LoggedRequest.Read(
            new AuditScope { AllResources = true, Namespaces = new HashSet<string> { "shop" } }, log).Tally).Learn();

        learnt.LeftOut.Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]).ShouldBe(why is null ? [] : [why]);
        some.LeftOut.ShouldHaveSingleItem()
            .ShouldBe("in no namespace, or over all of them at once, where no Role can allow anything: 1 request");
    }

    [TestCase("ClusterRoleBinding \"hello/shop\" of ClusterRole \"x\"", "ClusterRoleBinding \"hello/shop\" of ClusterRole \"x\"")]
    [TestCase("RoleBinding \"a:b/shop\" of ClusterRole \"x/y\"", "RoleBinding \"shop/a:b\" of ClusterRole \"x/y\"")]
    public void A_binding_is_named_as_elsewhere_by_its_namespace_first(string reason, string expected) =>
        Learner([Good with { Reason = $"RBAC: allowed by {reason} to Group \"g\"" }]).Learn().Consumers[0].Entries[0].Remarks
            .ShouldBe([$"by {expected}"]);

    private static AccessPolicy Read(string text) => AccessPolicyReader.Parse("learnt.yaml", text);

    private static PolicyLearner Learner(IEnumerable<LoggedRequest> requests) => new(LoggedRequest.Read(requests).Tally);
}
