using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class PodCallTests
{
    [Test]
    public async Task A_password_is_in_a_Secret_for_as_long_as_the_call_takes_and_nowhere_in_the_pod()
    {
        using var api = new FakeApiServer(request => (request.Method, request.Path) switch
        {
            ("POST", "/api/v1/namespaces/team-a/secrets") => ApiAnswer.Text("""{"metadata":{"name":"user-1"}}"""),
            ("POST", _) => ApiAnswer.Text("""{"metadata":{"name":"call-1"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/call-1") => ApiAnswer.Text("""{"status":{"phase":"Succeeded"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/call-1/log") => ApiAnswer.Text("""{"status":200,"body":"Hello","error":null}"""),
            _ => null,
        });
        using var admin = api.Client();
        var caller = PodCaller.With(new BasicCredentials("alice", "open-sesame"));

        await new PodCall(admin, HelloImageChoice.Other("hello:1"))
            .GetAsync("team-a", new PodGet(new Uri("http://10.43.0.7/"), caller), CancellationToken.None);

        api.Seen.Where(request => request.Body.Contains("open-sesame", StringComparison.Ordinal)).Select(request => request.Path)
            .ShouldBe(["/api/v1/namespaces/team-a/secrets"]);
        var pod = api.Seen.Single(request => (request.Method, request.Path) == ("POST", "/api/v1/namespaces/team-a/pods")).Body;
        pod.ShouldContain("\"secretName\":\"user-1\"");
        pod.ShouldContain("\"mountPath\":\"/var/run/secrets/harness\"");
        api.Calls.Last().ShouldBe("DELETE /api/v1/namespaces/team-a/secrets/user-1");
    }

    [Test]
    public async Task A_pod_that_cannot_be_removed_hides_no_answer()
    {
        using var api = new FakeApiServer(request => (request.Method, request.Path) switch
        {
            ("POST", _) => ApiAnswer.Text("""{"metadata":{"name":"call-1"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/call-1") => ApiAnswer.Text("""{"status":{"phase":"Succeeded"}}"""),
            ("GET", "/api/v1/namespaces/team-a/pods/call-1/log") => ApiAnswer.Text("""{"status":200,"body":"Hello","error":null}"""),
            _ => null,
        });
        using var admin = api.Client();

        var answer = await new PodCall(admin, HelloImageChoice.Other("hello:1"))
            .GetAsync("team-a", new PodGet(new Uri("http://10.43.0.7/"), PodCaller.Nobody), CancellationToken.None);

        answer.ShouldBe(new PodAnswer(200, "Hello", null));
        api.Calls.Last().ShouldBe("DELETE /api/v1/namespaces/team-a/pods/call-1");
    }
}
