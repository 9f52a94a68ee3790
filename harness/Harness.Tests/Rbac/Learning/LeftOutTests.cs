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

    private static AccessPolicy Read(string text) => AccessPolicyReader.Parse("learnt.yaml", text);

    private static PolicyLearner Learner(IEnumerable<LoggedRequest> requests) => new(LoggedRequest.Read(requests).Tally);
}
