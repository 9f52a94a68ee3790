using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

internal sealed class EvaluatedSourceTests
{
    [Test]
    public async Task What_is_allowed_comes_with_binding_role_and_rule_and_their_places()
    {
        var answer = await AskAsync(ShopPolicy.Snapshot(ShopPolicy.Granted), "services/proxy");

        answer.Kind.ShouldBe(CellAnswerKind.Allowed);
        answer.Evidence.Select(step => $"{step.Location}: {step.Text}").ShouldBe(
        [
            "rbac.yaml:10: RoleBinding shop/hello to serviceaccount:shop/consumer",
            "rbac.yaml:1: Role shop/hello",
            "rbac.yaml:4: apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"hello-app\"], verbs: [\"get\"]",
        ]);
    }

    [Test]
    public async Task What_a_role_gives_that_the_files_do_not_have_is_not_known()
    {
        var answer = await AskAsync(
            ShopPolicy.Snapshot(ShopPolicy.Bind("b", "ServiceAccount", "consumer", "ClusterRole", "the-clusters")), "services/proxy");

        answer.Kind.ShouldBe(CellAnswerKind.Undecided);
        answer.Detail.ShouldStartWith("RoleBinding shop/b (rbac.yaml:1) binds ClusterRole the-clusters, which is not among the manifests");
    }

    [Test]
    public async Task Nor_is_it_to_whom_it_is_given_by_a_group() =>
        (await AskAsync(
            ShopPolicy.Snapshot(ShopPolicy.Bind("b", "Group", "system:serviceaccounts", "ClusterRole", "the-clusters")), "services/proxy"))
            .Kind.ShouldBe(CellAnswerKind.Undecided);

    [Test]
    public async Task A_group_has_what_those_groups_have_that_its_members_are_always_in()
    {
        var granted = ShopPolicy.Snapshot(
            ShopPolicy.Grant("hello", "Group", "system:serviceaccounts", "resources: [services/proxy], verbs: [get]"));

        (await AskAsync(granted, "services/proxy", new RbacSubject(RbacSubjectKind.Group, "system:serviceaccounts:shop"))).Kind.ShouldBe(
            CellAnswerKind.Allowed);
        (await AskAsync(granted, "services/proxy", new RbacSubject(RbacSubjectKind.Group, "devs"))).Kind.ShouldBe(CellAnswerKind.Denied);
    }

    [Test]
    public async Task On_a_cluster_a_role_that_is_not_there_gives_nothing()
    {
        var snapshot = ShopPolicy.Snapshot(ShopPolicy.Bind("b", "ServiceAccount", "consumer", "ClusterRole", "gone"));

        (await AskAsync(snapshot with { IsAggregated = true }, "services/proxy")).Kind.ShouldBe(CellAnswerKind.Denied);
    }

    [TestCase("edit", "services/proxy", CellAnswerKind.Allowed)]
    [TestCase("edit", "nodes/proxy", CellAnswerKind.Denied)]
    [TestCase("view", "services/proxy", CellAnswerKind.Denied)]
    public async Task What_the_default_roles_give_is_known_without_the_cluster(string role, string resource, CellAnswerKind expected) =>
        (await AskAsync(ShopPolicy.Snapshot(
            ShopPolicy.Bind("b", "ServiceAccount", "consumer", "ClusterRole", role)), resource)).Kind.ShouldBe(expected);

    private static async Task<CellAnswer> AskAsync(RbacSnapshot snapshot, string resource, RbacSubject? subject = null)
    {
        var cell = new AccessCell(subject ?? ShopPolicy.Consumer, new AccessQuestion("shop", "", resource, "hello-app", "get"), true, null);
        return (await new EvaluatedSource("manifests", new IndexedRbac(snapshot)).AskAsync([cell], CancellationToken.None))
            .ShouldHaveSingleItem();
    }
}
