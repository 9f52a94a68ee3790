using System.Net;
using Harness.Asking;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

internal sealed class LiveSnapshotTests
{
    private const string Bindings = "/apis/rbac.authorization.k8s.io/v1/rolebindings";
    private const string ClusterRoles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

    [Test]
    public async Task Every_kind_is_read_with_what_the_evaluation_needs()
    {
        var snapshot = await ReadAsync(new FakeApiServer(OneOfEachKind));

        snapshot.Origin.ShouldBe("cluster http://api.example");
        snapshot.IsAggregated.ShouldBeTrue();
        snapshot.Roles.Select(role => role.ToString()).ShouldBe(["ClusterRole all", "Role shop/hello"]);
        snapshot.Roles[0].Labels["a"].ShouldBe("b");
        snapshot.Roles[0].Rules[0].NonResourceUrls.ShouldBe(["/metrics"]);
        var selector = snapshot.Roles[0].Aggregates.ShouldHaveSingleItem();
        selector.MatchLabels["x"].ShouldBe("y");
        selector.MatchExpressions[0].Operator.ShouldBe("Exists");
        snapshot.Bindings.Select(binding => binding.ToString()).ShouldBe(["ClusterRoleBinding empty", "RoleBinding shop/hello"]);
        snapshot.Bindings[1].Subjects.Select(subject => subject.ToString())
            .ShouldBe(["serviceaccount:shop/consumer", "group:devs", "user:jane"]);
        var service = snapshot.Services.ShouldHaveSingleItem();
        service.Ports.ShouldBe([new KnownPort(8080, "web")]);
        snapshot.ServiceAccounts.ShouldBe([RbacSubject.ServiceAccount("shop", "consumer")]);
        new AccessEvaluator(snapshot)
            .Decide(AccessSubject.Parse("jane"), new AccessQuestion("shop", "", "services/proxy", "hello-app", "get"))
            .By!.ToString().ShouldBe("RoleBinding shop/hello → Role shop/hello");
    }

    private static ApiAnswer? OneOfEachKind(ApiRequest request) => request.Path switch
    {
        "/apis/rbac.authorization.k8s.io/v1/roles" => List("""
            {"metadata": {"namespace": "shop", "name": "hello", "managedFields": [{"manager": "kubectl"}]},
             "rules": [{"apiGroups": [""], "resources": ["services/proxy"], "resourceNames": ["hello-app"], "verbs": ["get"]}]}
            """),
        ClusterRoles => List("""
            {"metadata": {"name": "all", "labels": {"a": "b"}}, "rules": [{"nonResourceURLs": ["/metrics"], "verbs": ["get"]}],
             "aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"x": "y"},
              "matchExpressions": [{"key": "k", "operator": "Exists"}]}]}}
            """),
        Bindings => List("""
            {"metadata": {"namespace": "shop", "name": "hello"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "hello"},
             "subjects": [{"kind": "ServiceAccount", "namespace": "shop", "name": "consumer"},
                          {"kind": "Group", "name": "devs"}, {"kind": "User", "name": "jane"}]}
            """),
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings" =>
            List("""{"metadata": {"name": "empty"}, "roleRef": {"kind": "ClusterRole", "name": "all"}}"""),
        "/api/v1/services" =>
            List("""
                {"metadata": {"namespace": "shop", "name": "hello-app"},
                 "spec": {"ports": [{"name": "web", "port": 8080, "targetPort": "x"}]}}
                """),
        "/api/v1/serviceaccounts" => List("""{"metadata": {"namespace": "shop", "name": "consumer"}}"""),
        _ => null,
    };

    [Test]
    public async Task Pages_are_followed_to_the_end()
    {
        var server = new FakeApiServer(Paged(Bindings, pages: 3, page => Page(page, 3)));

        var snapshot = await ReadAsync(server, pageSize: 2);

        snapshot.Bindings.Select(binding => binding.Name).ShouldBe(["b0-0", "b0-1", "b1-0", "b1-1", "b2-0", "b2-1"]);
        server.Seen.Where(request => request.Path == Bindings).Select(request => request.Query)
            .ShouldBe(["?limit=2", "?limit=2&continue=page1", "?limit=2&continue=page2"]);
    }

    [TestCase(HttpStatusCode.InternalServerError, "500 InternalServerError: etcd is away")]
    [TestCase(HttpStatusCode.ServiceUnavailable, "503 ServiceUnavailable: etcd is away")]
    [TestCase(HttpStatusCode.TooManyRequests, "429 TooManyRequests: etcd is away")]
    public async Task A_page_that_fails_leaves_nothing_and_says_how_far_it_came(HttpStatusCode code, string said)
    {
        var server = new FakeApiServer(
            Paged(Bindings, pages: 3, page => page == 2 ? ApiAnswer.Failure(code, "x", "etcd is away") : Page(page, 3)));

        var failure = await Should.ThrowAsync<HarnessException>(() => ReadAsync(server));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe(
            $"listing rolebindings.rbac.authorization.k8s.io on http://api.example/ failed after 4 of them were read: {said}; a "
            + "partial list decides nothing");
    }

    [Test]
    public async Task A_list_that_is_forbidden_is_named_with_the_permission()
    {
        var server = new FakeApiServer(request => request.Path == ClusterRoles
            ? ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden", "User jane cannot list it")
            : List());

        var failure = await Should.ThrowAsync<HarnessException>(() => ReadAsync(server));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain(
            "listing clusterroles.rbac.authorization.k8s.io in all namespaces is forbidden on http://api.example/: "
            + "User jane cannot list it");
        failure.Message.ShouldContain("grant the verb list on clusterroles.rbac.authorization.k8s.io");
    }

    [Test]
    public async Task A_list_that_expires_between_two_pages_is_begun_anew()
    {
        var expired = 0;
        var server = new FakeApiServer(Paged(Bindings, pages: 2, page => page == 1 && expired++ < 2 ? Gone() : Page(page, 2)));

        var snapshot = await ReadAsync(server);

        snapshot.Bindings.Count.ShouldBe(4, "what was read of the expired lists does not count twice");
        server.Seen.Count(request => request.Path == Bindings).ShouldBe(6);
    }

    [Test]
    public async Task A_list_that_expires_again_and_again_ends_undecided()
    {
        var server = new FakeApiServer(Paged(Bindings, pages: 2, page => page == 1 ? Gone() : Page(page, 2)));

        var failure = await Should.ThrowAsync<HarnessException>(() => ReadAsync(server));

        failure.Message.ShouldContain("410 Gone) 3 times");
        server.Seen.Count(request => request.Path == Bindings).ShouldBe(6);
    }

    [Test]
    public async Task A_server_that_never_ends_the_list_is_not_followed_for_ever()
    {
        var server = new FakeApiServer(Paged(Bindings, pages: 2, _ => Page(0, 2)));

        (await Should.ThrowAsync<HarnessException>(() => ReadAsync(server))).Message.ShouldContain("keeps returning the same objects");
    }

    [TestCase("<html>a captive portal</html>")]
    [TestCase("""{"metadata": {}}""")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {}}]}""")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "x"}""")]
    [TestCase("null")]
    public async Task An_answer_that_is_no_list_decides_nothing(string body)
    {
        var server = new FakeApiServer(request => request.Path == ClusterRoles ? ApiAnswer.Text(body) : List());

        var failure = await Should.ThrowAsync<HarnessException>(() => ReadAsync(server));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("listing clusterroles.rbac.authorization.k8s.io on http://api.example/ failed after 0");
    }

    [Test]
    public async Task A_connection_that_breaks_off_decides_nothing()
    {
        var server = new FakeApiServer(
            request => request.Path == ClusterRoles ? throw new HttpRequestException("connection reset") : List());

        (await Should.ThrowAsync<HarnessException>(() => ReadAsync(server))).Message.ShouldContain(
            "connection reset; a partial list decides nothing");
    }

    private static async Task<RbacSnapshot> ReadAsync(FakeApiServer server, int pageSize = 500)
    {
        using var client = server.Client();
        return await new LiveSnapshot(client) { PageSize = pageSize }.ReadAsync(CancellationToken.None);
    }

    /// <summary>Answers one list page by page; all others are empty.</summary>
    private static Func<ApiRequest, ApiAnswer?> Paged(string path, int pages, Func<int, ApiAnswer> answer) => request =>
    {
        if (request.Path != path)
            return List();
        var page = Enumerable.Range(1, pages - 1)
            .FirstOrDefault(number => request.Query.EndsWith($"continue=page{number}", StringComparison.Ordinal));
        return answer(page);
    };

    private static ApiAnswer Page(int page, int pages)
    {
        var next = page + 1 < pages ? $"page{page + 1}" : "";
        var items = Enumerable.Range(0, 2).Select(i =>
            $$"""{"metadata": {"namespace": "shop", "name": "b{{page}}-{{i}}"}, "roleRef": {"kind": "Role", "name": "r"} }""");
        return ApiAnswer.Text($$"""{"metadata": {"continue": "{{next}}"}, "items": [{{string.Join(',', items)}}]}""");
    }

    private static ApiAnswer List(params string[] items) =>
        ApiAnswer.Text($$"""{"metadata": {}, "items": [{{string.Join(',', items)}}]}""");

    private static ApiAnswer Gone() => ApiAnswer.Failure(HttpStatusCode.Gone, "Expired", "The provided continue parameter is too old");
}
