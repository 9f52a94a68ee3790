using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>Answers to who can and explain as ways from subject to service.</summary>
internal sealed class AskedPicturesTests
{
    private const string Masters = "always: the API server asks no authorizer about system:masters";
    private const string Asked = "get services/proxy \"web\" in namespace shop";
    private const string Rule = "apiGroups: [\"\"], resources: [\"services/proxy\"], resourceNames: [\"web\"], verbs: [\"get\"]";
    private static readonly RbacRole Hello = new("shop", "hello", [SampleAccess.Proxy]);

    [Test]
    public void Who_can_has_everybody_by_name_and_the_masters_without_a_binding()
    {
        var evaluator = SampleAccess.Evaluator(
            [Hello], SampleAccess.Binding("b", "hello", SampleAccess.Consumer, SampleAccess.Admins));

        Shown(AskedPictures.WhoCan(evaluator, SampleAccess.Question, [])).ShouldBe(
        [
            $"Fine: group:admins → RoleBinding shop/b → Role shop/hello → {Rule} → {Asked}",
            $"Fine: group:system:masters → {Masters} → {Asked}",
            $"Fine: serviceaccount:shop/consumer → RoleBinding shop/b → Role shop/hello → {Rule} → {Asked}",
        ]);
    }

    [Test]
    public void A_binding_is_one_stop_for_all_whom_it_names()
    {
        var evaluator = SampleAccess.Evaluator(
            [Hello], SampleAccess.Binding("b", "hello", SampleAccess.Consumer, SampleAccess.Admins));

        var graph = AccessGraph.Of(AskedPictures.WhoCan(evaluator, SampleAccess.Question, []).Paths, GraphLimits.None);

        graph.Nodes.Count(node => node.Stop.Text == "RoleBinding shop/b").ShouldBe(1);
        graph.Links.Count(link => link.To.Text == "RoleBinding shop/b").ShouldBe(2);
        graph.Links.Count(link => link.From.Text == "RoleBinding shop/b").ShouldBe(1);
    }

    [Test]
    public void A_member_of_a_group_has_the_way_that_the_group_was_given()
    {
        var evaluator = SampleAccess.Evaluator([Hello], SampleAccess.Binding("b", "hello", SampleAccess.Admins));

        Explained(evaluator, AccessSubject.Parse("jane").With(["admins"])).ShouldBe(
            [$"Fine: user:jane → RoleBinding shop/b to group:admins → Role shop/hello → {Rule} → {Asked}"]);
    }

    [Test]
    public void A_member_of_the_masters_may_whatever_is_bound() =>
        Explained(SampleAccess.Evaluator([]), AccessSubject.Parse("jane").With([SubjectIdentity.Masters])).ShouldBe(
            [$"Fine: user:jane → {Masters} → {Asked}"]);

    /// <summary>The role that grants is not the one that is bound, and neither file has both.</summary>
    [Test]
    public void A_rule_of_an_aggregated_role_that_files_add_to_a_clusters_says_where_it_is_written()
    {
        var onCluster = SampleAccess.Part("live", new RbacRule([""], ["pods/log"], [], ["get"]));
        var cluster = new RbacSnapshot(
            "cluster",
            [SampleAccess.Sum with { Rules = onCluster.Rules }, onCluster],
            [SampleAccess.Binding("b", "sum", SampleAccess.Consumer)])
        {
            IsAggregated = true,
        };
        var files = new RbacSnapshot("files", [SampleAccess.Part("added", SampleAccess.Proxy with { Location = null })], []);

        var picture = AskedPictures.Explain(
            new AccessEvaluator(JoinedSnapshot.Of(cluster, files)), SampleAccess.Consumer.ToAccessSubject(), SampleAccess.Question, [],
            null);

        Shown(picture).ShouldBe(
        [
            $"Fine: serviceaccount:shop/consumer → RoleBinding shop/b → ClusterRole sum → {Rule} (of ClusterRole added) → {Asked}",
        ]);
        picture.Paths[0].Stops[3].Place.ShouldBe("added.yaml:1");
    }

    [Test]
    public void Where_nothing_grants_it_the_nearest_rules_say_why_they_do_not()
    {
        var evaluator = SampleAccess.Evaluator([Hello], SampleAccess.Binding("b", "hello", SampleAccess.Consumer));
        var question = SampleAccess.Question with { Verb = "create" };
        var subject = SampleAccess.Consumer.ToAccessSubject();

        var picture = AskedPictures.Explain(evaluator, subject, question, NearMisses.Of(evaluator, subject, question, 3), null);

        Shown(picture).ShouldBe(
        [
            $"Missing: serviceaccount:shop/consumer → nothing grants it → {question}",
            "Near: serviceaccount:shop/consumer → RoleBinding shop/b → Role shop/hello → "
                + $"{Rule}; but it allows get, not create → {question}",
        ]);
    }

    [Test]
    public void A_role_that_is_not_known_leaves_it_undecided_and_not_denied()
    {
        var evaluator = SampleAccess.Evaluator([], SampleAccess.Binding("b", "hello", SampleAccess.Consumer));
        const string way = "Undecided: serviceaccount:shop/consumer → RoleBinding shop/b → Role shop/hello, which is not known → " + Asked;

        Explained(evaluator, SampleAccess.Consumer.ToAccessSubject()).ShouldBe([way]);
        Shown(AskedPictures.WhoCan(evaluator, SampleAccess.Question, []))
            .ShouldBe([way, $"Fine: group:system:masters → {Masters} → {Asked}"]);
    }

    [Test]
    public void A_role_that_is_not_known_and_bound_to_a_group_names_the_group()
    {
        var evaluator = SampleAccess.Evaluator([], SampleAccess.Binding("b", "hello", SampleAccess.Consumer, SampleAccess.Admins));

        Explained(evaluator, AccessSubject.Parse("jane").With(["admins"])).ShouldBe(
            [$"Undecided: user:jane → RoleBinding shop/b to group:admins → Role shop/hello, which is not known → {Asked}"]);
    }

    /// <summary>A service account without a namespace is nobody in a cluster role binding.</summary>
    [Test]
    public void Who_can_leaves_out_subjects_that_are_nobody()
    {
        var nobody = new RbacBinding(null, "b", "ClusterRole", "gone", [new RbacSubject(RbacSubjectKind.ServiceAccount, "x")]);

        Shown(AskedPictures.WhoCan(SampleAccess.Evaluator([], nobody), SampleAccess.Question, [])).Count().ShouldBe(1);
    }

    [Test]
    public void Where_it_is_not_known_what_is_applied_no_way_is_certain_but_the_API_servers_own()
    {
        var snapshot = SampleAccess.Evaluator([Hello], SampleAccess.Binding("b", "hello", SampleAccess.Consumer)).Snapshot;
        var evaluator = new AccessEvaluator(snapshot with { NotDecided = ["a kustomization"] });

        var picture = AskedPictures.WhoCan(evaluator, SampleAccess.Question, []);

        picture.Paths.Select(path => (path.Stops[0].Text, path.Kind)).ShouldBe(
            [("serviceaccount:shop/consumer", PathKind.Undecided), ("group:system:masters", PathKind.Fine)]);
        picture.NotDecided.ShouldBe(["a kustomization"]);
        Explained(evaluator, AccessSubject.Parse("jane")).ShouldHaveSingleItem()
            .ShouldStartWith("Undecided: user:jane → what is applied is not known");
    }

    private static IEnumerable<string> Explained(AccessEvaluator evaluator, AccessSubject subject) =>
        Shown(AskedPictures.Explain(evaluator, subject, SampleAccess.Question, [], null));

    private static IEnumerable<string> Shown(GraphPicture picture) => picture.Paths.Select(
        path => $"{path.Kind}: {string.Join(" → ", path.Stops.Where(stop => stop.IsShown).Select(stop => stop.Text))}");
}
