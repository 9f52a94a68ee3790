using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

internal sealed class NearMissesTests
{
    private static readonly RbacSubject Consumer = new(RbacSubjectKind.ServiceAccount, "consumer", "shop");

    [TestCase("shop", "", "services/proxy", "hello-app:8080", "get",
        "it is for the names hello-app, not \"hello-app:8080\": resourceNames must be spelled as the URL is, port and scheme included")]
    [TestCase("shop", "", "services/proxy", "https:hello-app:", "get",
        "it is for the names hello-app, not \"https:hello-app:\": resourceNames must be spelled as the URL is, port and scheme included")]
    [TestCase("shop", "", "services/proxy", "other", "get", "it is for the names hello-app, not \"other\"")]
    [TestCase("shop", "", "services/proxy", "", "get", "it is for the names hello-app only, and this request has none")]
    [TestCase("shop", "", "services/proxy", "hello-app", "create", "it allows get, not create")]
    [TestCase("shop", "", "services/proxy", "hello-app", "", "it allows get, not the empty verb of such a method, which only * covers")]
    [TestCase("shop", "", "services", "hello-app", "get", "it is for services/proxy, not services")]
    [TestCase("shop", "apps", "services/proxy", "hello-app", "get", "it is for API group \"\", not \"apps\"")]
    [TestCase("bank", "", "services/proxy", "hello-app", "get", "it holds in namespace shop only, not in bank")]
    [TestCase("", "", "services/proxy", "hello-app", "get", "it holds in namespace shop only, and this is about the whole cluster")]
    public void The_one_thing_that_differs_is_said(string ns, string group, string resource, string name, string verb, string reason)
    {
        var question = new AccessQuestion(ns, group, resource, name, verb);

        var miss = Nearest(Evaluator(), Consumer, question).ShouldHaveSingleItem();

        miss.Path.Role.Name.ShouldBe("hello");
        miss.Reasons(Consumer.ToAccessSubject(), question).ShouldBe([reason]);
    }

    [Test]
    public void Whoever_has_no_grant_of_his_own_is_shown_whose_it_is()
    {
        var jane = new RbacSubject(RbacSubjectKind.User, "jane");
        var question = new AccessQuestion("shop", "", "services/proxy", "hello-app", "get");

        var misses = Nearest(Evaluator(), jane, question);

        misses.Count.ShouldBe(2);
        misses[0].Reasons(jane.ToAccessSubject(), question).ShouldBe(["it is given to serviceaccount:shop/consumer, not to user:jane"]);
        misses[1].Reasons(jane.ToAccessSubject(), question)
            .ShouldBe(["it is given to group:system:masters, which user:jane is not known to be in"], "one that has all comes last");
    }

    [Test]
    public void Rules_on_paths_are_near_to_paths_only()
    {
        var misses = Nearest(Evaluator(), Consumer, AccessQuestion.OfPath("get", "/metrics"));

        misses.ShouldAllBe(miss => miss.Path.Rule.NonResourceUrls.Count > 0);
    }

    private static IReadOnlyList<NearMiss> Nearest(AccessEvaluator evaluator, RbacSubject subject, AccessQuestion question) =>
        NearMisses.Of(evaluator, subject.ToAccessSubject(), question, most: 3);

    private static AccessEvaluator Evaluator() => new(new RbacSnapshot(
        "test",
        [
            new RbacRole("shop", "hello", [new RbacRule([""], ["services/proxy"], ["hello-app"], ["get"])]),
            new RbacRole(null, "cluster-admin",
                [new RbacRule(["*"], ["*"], [], ["*"]), new RbacRule([], [], [], ["*"]) { NonResourceUrls = ["*"] }]),
        ],
        [
            new RbacBinding(
                null, "cluster-admin", "ClusterRole", "cluster-admin", [new RbacSubject(RbacSubjectKind.Group, "system:masters")]),
            new RbacBinding("shop", "hello", "Role", "hello", [Consumer]),
        ]));
}
