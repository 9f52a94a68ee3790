using System.Net;
using System.Text.Json;
using Harness.Scenarios.AnyCluster;
using Harness.Tests.Support;

namespace Harness.Tests.Scenarios;

internal sealed class ClusterScopeTests
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Every_kind_outside_of_namespaces_is_listed_and_no_other()
    {
        using var client = new FakeApiServer(Serve).Client();

        var scope = await ClusterScope.ReadAsync(client, CancellationToken.None);

        scope.Objects.Select(one => one.ToString()).ShouldBe(
            ["namespaces default", "clusterroles view", "clusterroles left-by-run-1"], ignoreOrder: true);
        scope.Unread.ShouldBeEmpty();
    }

    [Test]
    public async Task A_kind_that_may_not_be_listed_is_named_and_does_not_hide_the_others()
    {
        using var client = new FakeApiServer(request => request.Path == $"/apis/{Rbac}/v1/clusterroles"
            ? ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden")
            : Serve(request)).Client();

        var scope = await ClusterScope.ReadAsync(client, CancellationToken.None);

        scope.Objects.Select(one => one.ToString()).ShouldBe(["namespaces default"]);
        scope.Unread.ShouldBe(new Dictionary<string, string> { ["clusterroles"] = "403 Forbidden" });
    }

    [TestCase("""{"metadata": {"name": "x", "labels": {"harness/run": "run-1"}}}""", true)]
    [TestCase("""{"metadata": {"name": "x", "managedFields": [{"manager": "harness-run-1", "operation": "Update"}]}}""", true)]
    [TestCase("""{"metadata": {"name": "x"}, "subjects": [{"kind": "ServiceAccount", "namespace": "harness-given-abc"}]}""", true)]
    [TestCase("""{"metadata": {"name": "x", "labels": {"harness/run": "run-2"}}}""", false)]
    public void What_a_run_has_to_do_with_is_known_by_its_marks(string json, bool expected)
    {
        var scope = new ClusterScope([Object("clusterrolebindings", json)], new Dictionary<string, string>());

        scope.Mentioning("run-1", "harness-given-abc").ShouldBe(expected ? ["clusterrolebindings x"] : []);
    }

    [TestCase("clusterroles", "2026-01-31T11:00:00Z", "", true)]
    [TestCase("namespaces", "2026-01-31T11:00:00Z", "", true)]
    [TestCase("nodes", "2026-01-31T11:00:00Z", "", false, Description = "a kind that comes and goes")]
    [TestCase("clusterroles", "2026-01-31T13:00:00Z", "", false, Description = "made during the run, by somebody beside it")]
    [TestCase("namespaces", "2026-01-31T11:00:00Z", ""","deletionTimestamp": "2026-01-31T11:59:00Z" """, false)]
    [TestCase("namespaces", "2026-01-31T11:00:00Z", ""","labels": {"harness/run": "earlier"} """, false)]
    public void What_was_to_stay_and_went_is_missed(string kind, string created, string more, bool expected)
    {
        var json = $$$"""{"metadata": {"name": "x", "uid": "1", "creationTimestamp": "{{{created}}}"{{{more}}}}}""";
        var before = new ClusterScope([Object(kind, json)], new Dictionary<string, string>());

        before.MissingIn(before, Noon).ShouldBeEmpty();
        before.MissingIn(new ClusterScope([], new Dictionary<string, string>()), Noon).ShouldBe(expected ? [$"{kind} x"] : []);
    }

    [Test]
    public void What_is_missing_tells_nothing_where_its_kind_cannot_be_listed_any_more()
    {
        var scope = new ClusterScope([], new Dictionary<string, string>());
        var later = new ClusterScope([], new Dictionary<string, string> { ["namespaces"] = "503 ServiceUnavailable" });

        scope.UnreadIn(later).ShouldBe("can no longer be listed: namespaces");
        later.UnreadIn(later).ShouldBeNull();
    }

    [Test]
    public void Another_object_of_the_same_name_is_not_the_one_that_went()
    {
        var before = new ClusterScope(
            [Object("clusterroles", """{"metadata": {"name": "x", "uid": "1"}}""")], new Dictionary<string, string>());
        var after = new ClusterScope(
            [Object("clusterroles", """{"metadata": {"name": "x", "uid": "2"}}""")], new Dictionary<string, string>());

        before.MissingIn(after, Noon).ShouldBe(["clusterroles x"]);
    }

    private static ClusterObject Object(string kind, string json) => new(kind, JsonSerializer.Deserialize<JsonElement>(json));

    private static ApiAnswer? Serve(ApiRequest request) => request.Path switch
    {
        "/apis" or "/apis/" => ApiAnswer.Text($$$"""
            {"groups": [
              {"name": "{{{Rbac}}}", "versions": [], "preferredVersion": {"groupVersion": "{{{Rbac}}}/v1", "version": "v1"}}]}
            """),
        "/api/v1" or "/api/v1/" => ApiAnswer.Text("""
            {"groupVersion": "v1", "resources": [
              {"name": "namespaces", "namespaced": false, "kind": "Namespace", "singularName": "", "verbs": ["create", "list"]},
              {"name": "namespaces/status", "namespaced": false, "kind": "Namespace", "singularName": "", "verbs": ["get", "list"]},
              {"name": "pods", "namespaced": true, "kind": "Pod", "singularName": "", "verbs": ["list"]}]}
            """),
        $"/apis/{Rbac}/v1" or $"/apis/{Rbac}/v1/" => ApiAnswer.Text($$$"""
            {"groupVersion": "{{{Rbac}}}/v1", "resources": [
              {"name": "clusterroles", "namespaced": false, "kind": "ClusterRole", "singularName": "", "verbs": ["list"]}]}
            """),
        "/api/v1/namespaces" => ApiAnswer.Text("""{"items": [{"metadata": {"name": "default"}}]}"""),
        $"/apis/{Rbac}/v1/clusterroles" => ApiAnswer.Text(
            """{"items": [{"metadata": {"name": "view"}}, {"metadata": {"name": "left-by-run-1"}}]}"""),
        _ => null,
    };
}
