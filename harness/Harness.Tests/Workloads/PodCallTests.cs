using Harness.Tests.Support;
using Harness.Workloads;

namespace Harness.Tests.Workloads;

internal sealed class PodCallTests
{
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
