using System.Net;
using System.Text.Json;
using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class TestNamespacesTests
{
    private const string Namespaces = "/api/v1/namespaces";

    [Test]
    public async Task A_namespace_has_the_runs_label_and_waits_for_its_account()
    {
        var looks = 0;
        using var api = new FakeApiServer(request => request switch
        {
            { Method: "POST", Path: Namespaces } => ApiAnswer.Text(request.Body),
            { Method: "GET" } when ++looks == 3 => ApiAnswer.Text("{}"),
            _ => null,
        });
        using var admin = api.Client();

        var name = await new TestNamespaces(admin, "run-1").CreateAsync("grants", CancellationToken.None);

        name.ShouldMatch("^harness-grants-[a-z0-9]{6}$");
        var created = JsonDocument.Parse(api.Seen.First().Body).RootElement.GetProperty("metadata");
        created.GetProperty("name").GetString().ShouldBe(name);
        created.GetProperty("labels").GetProperty(TestNamespaces.RunLabel).GetString().ShouldBe("run-1");
        api.Calls.Skip(1).ShouldBe(Enumerable.Repeat($"GET {Namespaces}/{name}/serviceaccounts/default", 3));
    }

    [Test]
    public async Task A_cluster_that_takes_the_label_off_is_told_of_it_and_the_namespace_goes()
    {
        using var api = new FakeApiServer(request => request.Method switch
        {
            "POST" => ApiAnswer.Text("""{"metadata":{"name":"harness-grants-x","labels":{"team":"a"}}}"""),
            "GET" => ApiAnswer.Text("""{"items":[]}"""),
            _ => null,
        });
        using var admin = api.Client();
        var namespaces = new TestNamespaces(admin, "run-1");

        var failure = await Should.ThrowAsync<HarnessException>(() => namespaces.CreateAsync("grants", CancellationToken.None));
        await namespaces.DeleteAllAsync(CancellationToken.None);

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain("came back without its label harness/run");
        api.Calls.ShouldContain(call => call.StartsWith("DELETE /api/v1/namespaces/harness-grants-", StringComparison.Ordinal));
    }

    [Test]
    public async Task Nothing_that_it_did_not_make_is_removed()
    {
        using var api = new FakeApiServer(_ => ApiAnswer.Text("{}"));
        using var admin = api.Client();

        await new TestNamespaces(admin, "run-1").DeleteAsync("kube-system", CancellationToken.None);

        api.Seen.ShouldBeEmpty();
    }

    [Test]
    public async Task What_was_asked_for_is_removed_though_its_making_failed()
    {
        using var api = new FakeApiServer(request => request.Method switch
        {
            "POST" => ApiAnswer.Failure(HttpStatusCode.Forbidden, "Forbidden"),
            "GET" => ApiAnswer.Text("""{"items":[]}"""),
            _ => null,
        });
        using var admin = api.Client();
        var namespaces = new TestNamespaces(admin, "run-1");
        await Should.ThrowAsync<Exception>(() => namespaces.CreateAsync("grants", CancellationToken.None));

        await namespaces.DeleteAllAsync(CancellationToken.None);

        api.Seen.Count(request => request.Method == "DELETE" && request.Path.Count('/') == 4).ShouldBe(1);
    }

    [Test]
    public async Task Removing_all_waits_until_the_cluster_holds_none_of_the_run()
    {
        var looks = 0;
        using var api = new FakeApiServer(request => request switch
        {
            { Method: "GET", Path: Namespaces } when ++looks < 3 =>
                ApiAnswer.Text("""{"items":[{"metadata":{"name":"harness-x-1"},"status":{"phase":"Terminating"}}]}"""),
            { Method: "GET", Path: Namespaces } => ApiAnswer.Text("""{"items":[]}"""),
            { Method: "POST" } => ApiAnswer.Text(request.Body),
            _ => ApiAnswer.Text("{}"),
        });
        using var admin = api.Client();
        var namespaces = new TestNamespaces(admin, "run-1");
        var (one, two) = (
            await namespaces.CreateAsync("a", CancellationToken.None), await namespaces.CreateAsync("b", CancellationToken.None));
        await namespaces.DeleteAsync(one, CancellationToken.None);

        await namespaces.DeleteAllAsync(CancellationToken.None);

        api.Calls.Where(call => call.StartsWith("DELETE", StringComparison.Ordinal)).ShouldBe(
            [$"DELETE {Namespaces}/{one}", .. WhatRunsIn(one), $"DELETE {Namespaces}/{two}", .. WhatRunsIn(two)]);
        looks.ShouldBe(3);
        api.Seen.Last().Query.ShouldContain("labelSelector=harness/run=run-1");
    }

    [Test]
    public async Task On_a_cluster_that_goes_as_a_whole_only_what_runs_is_ended_and_waited_for()
    {
        var looks = 0;
        var one = "";
        using var api = new FakeApiServer(request => request switch
        {
            { Method: "GET", Path: "/api/v1/pods" } => ApiAnswer.Text($$$"""
                {"items":[{"metadata":{"name":"a","namespace":"kube-system"}},
                {"metadata":{"name":"b","namespace":"{{{(++looks < 3 ? one : "another")}}}"}}]}
                """),
            { Method: "POST" } => ApiAnswer.Text(request.Body),
            _ => ApiAnswer.Text("{}"),
        });
        using var admin = api.Client();
        var namespaces = new TestNamespaces(admin, "run-1") { GoWithTheCluster = true };
        one = await namespaces.CreateAsync("a", CancellationToken.None);

        await namespaces.DeleteAsync(one, CancellationToken.None);
        await namespaces.EndedAsync(CancellationToken.None);

        api.Calls.Where(call => call.StartsWith("DELETE", StringComparison.Ordinal)).ShouldBe(WhatRunsIn(one));
        looks.ShouldBe(3);
    }

    [Test]
    public async Task What_was_removed_has_ended_when_its_namespace_is_gone_whatever_else_there_is()
    {
        var looks = 0;
        var one = "";
        using var api = new FakeApiServer(request => request switch
        {
            { Method: "GET", Path: Namespaces } => ApiAnswer.Text(
                $$$"""{"items":[{"metadata":{"name":"{{{(++looks < 3 ? one : "harness-b-1")}}}"},"status":{"phase":"Terminating"}}]}"""),
            { Method: "POST" } => ApiAnswer.Text(request.Body),
            _ => ApiAnswer.Text("{}"),
        });
        using var admin = api.Client();
        var namespaces = new TestNamespaces(admin, "run-1");
        one = await namespaces.CreateAsync("a", CancellationToken.None);
        await namespaces.DeleteAsync(one, CancellationToken.None);

        await namespaces.EndedAsync(CancellationToken.None);

        looks.ShouldBe(3);
    }

    private static IEnumerable<string> WhatRunsIn(string ns) =>
        [$"DELETE /apis/apps/v1/namespaces/{ns}/deployments", $"DELETE {Namespaces}/{ns}/pods"];
}
