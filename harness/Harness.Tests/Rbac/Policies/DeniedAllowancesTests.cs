using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Policies;

/// <summary>What is both allowed and denied is refused, wherever that can be known.</summary>
internal sealed class DeniedAllowancesTests
{
    private const string Create = "{resource: deployments, apiGroup: apps, verbs: [create]}";
    private const string Viewers = "{resource: pods/exec, verbs: [\"*\"]}";

    [Test]
    public void A_group_whose_members_nobody_knows_may_be_denied_what_another_is_allowed() =>
        Should.NotThrow(() => AccessPolicyReader.Parse("access.yaml", PolicyText.SentencesWith(Viewers, Create)));

    [Test]
    public void What_everybody_is_denied_no_group_can_be_allowed() =>
        Refusal.Of(() => AccessPolicyReader.Parse("access.yaml", PolicyText.SentencesWith(Viewers, Create)
            .Replace("team:viewers", "system:authenticated", StringComparison.Ordinal))).ShouldAllMatch(
        [
            "access.yaml:23:7: denies deployments, of which access.yaml:16 allows the same to the consumer \"developers\" already, which "
            + "belongs to group:system:authenticated; remove one of the two",
        ]);

    [Test]
    public void What_everybody_is_allowed_no_group_can_be_denied() =>
        Refusal.Of(() => AccessPolicyReader.Parse("access.yaml", PolicyText.SentencesWith(Viewers, Create)
            .Replace("team:developers", "system:authenticated", StringComparison.Ordinal))).ShouldAllMatch(
        [
            "access.yaml:23:7: denies deployments, of which access.yaml:16 allows the same to the consumer \"developers\" already, to "
            + "which group:team:viewers belongs; remove one of the two",
        ]);

    [TestCase("{resource: secrets, verbs: [get]}", true, TestName = "Every name overlaps with one")]
    [TestCase("{resource: secrets, names: [token], verbs: [\"*\"]}", true, TestName = "Every verb overlaps with one")]
    [TestCase("{resource: secrets, names: [other], verbs: [get]}", false, TestName = "Another name does not")]
    [TestCase("{resource: secrets, verbs: [list]}", false, TestName = "Another verb does not")]
    [TestCase("{services: [web], methods: [POST]}", true, TestName = "The same service")]
    [TestCase("{services: [web], ports: [80], methods: [\"*\"]}", true, TestName = "A spelling of a service that is denied in all of them")]
    [TestCase("{services: [web], methods: [GET]}", false, TestName = "Another method does not")]
    public void It_is_refused_where_both_take_in_the_same(string allowed, bool isRefused)
    {
        var text = PolicyText.SentencesWith(Create, allowed);

        if (isRefused)
            Refusal.Of(() => AccessPolicyReader.Parse("access.yaml", text)).ShouldHaveSingleItem().ShouldContain("allows the same already");
        else
            Should.NotThrow(() => AccessPolicyReader.Parse("access.yaml", text));
    }

    [Test]
    public void Two_policies_contradict_each_other_in_the_namespaces_of_both()
    {
        var denying = AccessPolicyReader.Parse("deny.yaml", PolicyText.Sentences);
        AccessPolicy Allowing(string ns) => AccessPolicyReader.Parse("allow.yaml", $$"""
            apiVersion: harness/v1
            kind: AccessPolicy
            metadata: {name: other}
            spec:
              scope: {namespaces: [{{ns}}]}
              consumers:
              - name: developers
                subject: {kind: Group, name: "team:developers"}
                allow:
                - {resource: secrets, verbs: [get]}
            """);

        Refusal.Of(() => AccessPolicies.Merge([denying, Allowing("team")])).ShouldHaveSingleItem()
            .ShouldStartWith("deny.yaml:18:7: denies secrets, of which allow.yaml:10 allows the same already");
        var merged = AccessPolicies.Merge([denying, Allowing("elsewhere")]);
        merged.Consumers.Single(consumer => consumer.Name == "developers").Deny.Count.ShouldBe(2);
        merged.Scope.World.ShouldBe(PolicyWorld.Closed);
    }
}
