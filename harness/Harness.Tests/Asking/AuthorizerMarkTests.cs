using Harness.Asking;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

internal sealed class AuthorizerMarkTests
{
    [Test]
    public async Task It_waits_until_both_scopes_are_known_and_removes_what_it_made()
    {
        var reviews = 0;
        var server = new FakeApiServer(request => request.Path.EndsWith("subjectaccessreviews", StringComparison.Ordinal)
            ? ApiAnswer.Review(Interlocked.Increment(ref reviews) is 2 or > 5)
            : ApiAnswer.Text("{}"));
        using var client = server.Client();

        await new AuthorizerMark(client).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        // Namespace: no; namespace: yes, cluster: no; twice more no; then both yes.
        var calls = server.Calls.ToList();
        reviews.ShouldBe(7);
        calls.TakeWhile(call => !call.Contains("subjectaccessreviews", StringComparison.Ordinal))
            .ShouldAllBe(call => call.StartsWith("POST "));
        calls.SkipWhile(call => !call.StartsWith("DELETE ", StringComparison.Ordinal)).Count().ShouldBe(4);
    }

    [Test]
    public async Task An_authorizer_that_never_knows_is_not_waited_for_for_ever()
    {
        using var client = new FakeApiServer(request => request.Path.EndsWith("subjectaccessreviews", StringComparison.Ordinal)
            ? ApiAnswer.Review(allowed: false)
            : ApiAnswer.Text("{}")).Client();

        var failure = await Should.ThrowAsync<HarnessException>(() => new AuthorizerMark(client)
            .WaitAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain(": the authorizer knows the roles and bindings of the manifests");
    }
}
