using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Reports.Graphs;

namespace Harness.Reports.Tests.Graphs;

/// <summary>Pictures of answers say what admission takes away again: one that shows RBAC alone would pass for the whole.</summary>
internal sealed class AskedAdmissionTests
{
    private const string Asked = "get services/proxy \"web\" in namespace shop";
    private const string Policy = "ValidatingAdmissionPolicy harness-paths.shop.consumer";

    private static readonly PathRule Rule = new()
    {
        Name = "harness-paths.shop.consumer",
        Namespace = "shop",
        User = "system:serviceaccount:shop:consumer",
        Paths = new Dictionary<string, IReadOnlyList<string>> { ["web"] = ["/metrics", "/static/*"] },
    };

    private static readonly AccessEvaluator Evaluator = SampleAccess.Evaluator(
        [new RbacRole("shop", "hello", [SampleAccess.Proxy])],
        SampleAccess.Binding("b", "hello", SampleAccess.Consumer, SampleAccess.Admins));

    [Test]
    public void A_call_that_admission_refuses_is_denied_in_red()
    {
        var picture = Explained(new PathDecision(false, $"{Policy} refuses this path"));

        Ends(picture).ShouldBe([$"Missing: serviceaccount:shop/consumer → {Asked}, path /admin; {Policy} refuses this path"]);
        DotGraph.Of(picture).ShouldContain("1 denied (red, no arrows)");
    }

    [Test]
    public void A_call_that_admission_lets_through_names_the_path_and_by_what() =>
        Ends(Explained(new PathDecision(true, $"{Policy} lets this path through"))).ShouldBe(
            [$"Fine: serviceaccount:shop/consumer → {Asked}, path /admin; {Policy} lets this path through"]);

    [Test]
    public void What_admission_makes_of_a_call_may_not_be_known()
    {
        var picture = Explained(new PathDecision(null, "a webhook is asked, too"));

        Ends(picture).ShouldBe([$"Fine: serviceaccount:shop/consumer → {Asked}, path /admin"]);
        picture.NotDecided.ShouldBe(["a webhook is asked, too"]);
    }

    [Test]
    public void Admission_that_has_nothing_to_do_with_a_call_is_not_mentioned()
    {
        var picture = Explained(new PathDecision(null, "admission was not looked at") { IsSilent = true });

        Ends(picture).ShouldBe([$"Fine: serviceaccount:shop/consumer → {Asked}"]);
        picture.NotDecided.ShouldBeEmpty();
    }

    [Test]
    public void Who_can_tells_callers_of_single_paths_from_those_of_all()
    {
        var picture = AskedPictures.WhoCan(Evaluator, SampleAccess.Question, [Rule]);

        Ends(picture).ShouldBe(
        [
            $"Narrowed: serviceaccount:shop/consumer → {Asked}; by {Policy} only /metrics, /static/*",
            $"Fine: group:admins → {Asked}",
            $"Fine: group:system:masters → {Asked}",
        ]);
        DotGraph.Of(picture).ShouldContain("1 granted for single paths alone (blue), 2 granted.");
        picture.Remarks.ShouldBeEmpty();
    }

    [TestCase("services/proxy", "web:80", "Missing", "nothing of it")]
    [TestCase("pods/proxy", "web-0", "Missing", "nothing of it")]
    [TestCase("services/proxy", "", "Narrowed", "of web only web at /metrics, /static/*")]
    public void Who_can_says_what_is_left_by_what_is_asked_about(string resource, string name, string kind, string left)
    {
        var question = SampleAccess.Question with { Resource = resource, Name = name };
        var evaluator = SampleAccess.Evaluator(
            [new RbacRole("shop", "hello", [new RbacRule([""], ["*"], [], ["*"])])],
            SampleAccess.Binding("b", "hello", SampleAccess.Consumer));

        Ends(AskedPictures.WhoCan(evaluator, question, [Rule]))
            .ShouldContain($"{kind}: serviceaccount:shop/consumer → {question}; by {Policy} {left}");
    }

    /// <summary>A group has access as a whole, and one of its members less: no way is the member's own.</summary>
    [Test]
    public void A_policy_about_nobody_who_is_drawn_stands_beside_the_ways()
    {
        var picture = AskedPictures.WhoCan(Evaluator, SampleAccess.Question, [Rule with { User = "jane" }]);

        picture.Paths.ShouldAllBe(path => path.Kind == PathKind.Fine);
        MermaidGraph.Of(picture, MermaidRoom.File)
            .ShouldContain($"m1>\"user:jane: by {Policy} only /metrics, /static/#42;\"]:::note");
    }

    private static GraphPicture Explained(PathDecision decision) => AskedPictures.Explain(
        Evaluator, SampleAccess.Consumer.ToAccessSubject(), SampleAccess.Question, [], new AskedPath(decision, "/admin"));

    private static IEnumerable<string> Ends(GraphPicture picture) =>
        picture.Paths.Select(path => $"{path.Kind}: {path.Stops[0].Text} → {path.Stops[^1].Text}");
}
