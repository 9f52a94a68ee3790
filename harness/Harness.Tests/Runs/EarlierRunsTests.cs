using System.Net;
using System.Text.Json.Nodes;
using Harness.Api;
using Harness.Runs;
using Harness.Tests.Support;
using Harness.Tests.Waiting;

namespace Harness.Tests.Runs;

internal sealed class EarlierRunsTests
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Dead = $"{RunMark.Owner.Split('/')[0]}/{int.MaxValue}/1";

    [Test]
    public async Task What_has_a_runs_label_is_found_page_by_page_and_what_goes_along_with_it_is_not_named()
    {
        using var api = new FakeApiServer(Serve);
        using var admin = api.Client();

        var (runs, unread) = await new EarlierRuns(admin).FindAsync(default);

        runs.Select(run => $"{run.Name}: {string.Join(", ", run.Objects)}").ShouldBe(
        [
            "run-0: namespaces harness-z-1",
            "run-1: clusterroles left, services kube-system/dns, namespaces harness-a-1, namespaces harness-b-1",
        ]);
        unread.ShouldBe(["core secrets (403)"]);
        api.Seen.Where(request => request.Query.Contains("labelSelector=harness/run")).ShouldAllBe(
            request => request.Query.Contains("limit=500"));
    }

    [Test]
    public async Task It_is_removed_by_its_uid_the_namespaces_last_and_awaited()
    {
        var gone = new HashSet<string>();
        using var api = new FakeApiServer(request => request.Method switch
        {
            "DELETE" => Remove(request, gone),
            "GET" when gone.Contains(request.Path) => null,
            _ => Serve(request),
        });
        using var admin = api.Client();
        var earlier = new EarlierRuns(admin) { Time = new HurriedTime() };

        (await earlier.RemoveAsync((await earlier.FindAsync(default)).Runs, default)).ShouldBeEmpty();

        var removed = api.Seen.Where(request => request.Method == "DELETE").ToList();
        removed.Select(request => request.Path).ShouldBe(
        [
            "/api/v1/namespaces/harness-z-1", $"{Rbac}/clusterroles/left", "/api/v1/namespaces/kube-system/services/dns",
            "/api/v1/namespaces/harness-a-1", "/api/v1/namespaces/harness-b-1",
        ]);
        ((string?)JsonNode.Parse(removed[1].Body)!["preconditions"]!["uid"]).ShouldBe("uid-left");
    }

    [Test]
    public async Task What_may_not_be_removed_is_named()
    {
        using var api = new FakeApiServer(request => request.Method == "DELETE"
            ? ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden")
            : Serve(request));
        using var admin = api.Client();
        var earlier = new EarlierRuns(admin) { Time = new HurriedTime() };

        var refused = await earlier.RemoveAsync((await earlier.FindAsync(default)).Runs, default);

        refused.ShouldContain("clusterroles left (403)");
    }

    [Test]
    public async Task What_is_named_as_a_namespace_of_the_run_but_in_none_is_found_beside_it_and_once_for_all_groups()
    {
        using var api = new FakeApiServer(request => request.Path.TrimEnd('/') switch
        {
            "/api/v1/namespaces" => List("{}", Item("ingress-nginx", "run-1", "11:30")),
            "/api/v1" => Kinds(("namespaces", false), ("roles", false)),
            "/api/v1/roles" or $"{Rbac}/clusterroles" => List("{}", Item("ingress-nginx", "run-1", "11:30").Replace("uid-", "uid-2-")),
            var path => path == "/api/v1/services" || path == "/api/v1/secrets" ? null : Serve(request),
        });
        using var admin = api.Client();

        var (runs, _) = await new EarlierRuns(admin).FindAsync(default);

        runs.Single().Objects.Count.ShouldBe(2);
    }

    [TestCase("/api/v1")]
    [TestCase("/api/v1/namespaces")]
    public async Task Where_namespaces_or_their_whole_group_cannot_be_read_that_is_known(string refused)
    {
        using var api = new FakeApiServer(request => request.Path.TrimEnd('/') == refused
            ? ApiAnswer.Failure(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")
            : Serve(request));
        using var admin = api.Client();

        (await new EarlierRuns(admin).FindAsync(default)).Unread.ShouldContain(unread => EarlierRuns.IsNamespaces(unread));
    }

    [Test]
    public void An_old_run_that_lives_on_this_machine_is_not_over() =>
        new LeftRun("run-1", [Left(Noon.AddDays(-1), RunMark.Owner)]).IsOver(Noon, TimeSpan.FromHours(2)).ShouldBeFalse();

    [TestCase(119, false, false)]
    [TestCase(120, false, true)]
    [TestCase(1, true, true, Description = "its process is gone")]
    public void A_run_is_over_when_its_process_is_gone_or_its_youngest_object_is_old(int minutes, bool isDead, bool isOver)
    {
        LeftObject[] objects = [Left(Noon.AddHours(-9), null), Left(Noon.AddMinutes(-minutes), isDead ? Dead : null)];

        new LeftRun("run-1", objects).IsOver(Noon, TimeSpan.FromHours(2)).ShouldBe(isOver);
    }

    [Test]
    public void A_run_that_lives_is_not_over_though_another_process_of_it_is_gone() =>
        new LeftRun("run-1", [Left(Noon, Dead), Left(Noon, RunMark.Owner)]).IsOver(Noon, TimeSpan.FromHours(2)).ShouldBeFalse();

    [TestCase("clusters/prod.yaml", null, "./run.sh down --kubeconfig clusters/prod.yaml")]
    [TestCase("my file", "a'b", @"./run.sh down --kubeconfig 'my file' --context 'a'\''b'")]
    public void The_command_that_removes_it_can_be_copied(string file, string? context, string command) =>
        CleanUpCommand.For(new Harness.Clusters.ClusterOptions { Kubeconfig = file, Context = context }).ShouldBe(command);

    private static LeftObject Left(DateTimeOffset created, string? owner) => new("run-1", "namespaces", "", "a", "u", created, owner);

    private static ApiAnswer Remove(ApiRequest request, HashSet<string> gone)
    {
        gone.Add(request.Path);
        return ApiAnswer.Text("{}");
    }

    private static ApiAnswer? Serve(ApiRequest request) => request.Path.TrimEnd('/') switch
    {
        "/apis" => ApiAnswer.Text("""
            {"groups":[{"name":"rbac.authorization.k8s.io","versions":[],
              "preferredVersion":{"groupVersion":"rbac.authorization.k8s.io/v1","version":"v1"}}]}
            """),
        "/api/v1" => Kinds(("namespaces", false), ("services", true), ("secrets", true), ("pods/log", true)),
        Rbac => Kinds(("clusterroles", false)),
        "/api/v1/namespaces" when !request.Query.Contains("continue=", StringComparison.Ordinal) =>
            List("""{"continue":"more"}""", Item("harness-a-1", "run-1", "11:00"), Item("harness-z-1", "run-0", "09:00")),
        "/api/v1/namespaces" => List("{}", Item("harness-b-1", "run-1", "11:30"), Item("prod", "run-1", "11:30", writer: "kubectl-label")),
        "/api/v1/services" => List(
            "{}", Item("dns", "run-1", "10:00", "kube-system"), Item("hello", "run-1", "10:00", "harness-a-1"),
            Item("owned", "run-1", "10:00", "kube-system", ""","ownerReferences":[{"name":"x"}]""")),
        "/api/v1/secrets" => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"),
        $"{Rbac}/clusterroles" => List("{}", Item("left", "run-1", "10:00")),
        _ => null,
    };

    private static ApiAnswer Kinds(params (string Name, bool Namespaced)[] kinds) => ApiAnswer.Text($$"""
        {"groupVersion":"v1","resources":[{{string.Join(',', kinds.Select(kind => $$"""
            {"name":"{{kind.Name}}","kind":"K","namespaced":{{(kind.Namespaced ? "true" : "false")}},"singularName":"",
             "verbs":["list","delete"]}
            """))}}]}
        """);

    private static ApiAnswer List(string metadata, params string[] items) =>
        ApiAnswer.Text($$"""{"metadata":{{metadata}},"items":[{{string.Join(',', items)}}]}""");

    private static string Item(
        string name, string run, string time, string? ns = null, string more = "", string writer = "harness-1") => $$$"""
        {"metadata":{"name":"{{{name}}}"{{{(ns is null ? "" : $",\"namespace\":\"{ns}\"")}}},"uid":"uid-{{{name}}}",
          "creationTimestamp":"2026-01-31T{{{time}}}:00Z","labels":{"harness/run":"{{{run}}}"},
          "managedFields":[{"manager":"{{{writer}}}"}]{{{more}}}}}
        """;
}
