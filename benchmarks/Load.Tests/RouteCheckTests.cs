using Harness.Load.Engine;

namespace Harness.Load.Tests;

/// <summary>What is said of a route that does not answer as it must.</summary>
public sealed class RouteCheckTests
{
    [Test]
    public async Task It_names_the_request_that_was_made_and_the_answer_that_was_wanted()
    {
        // Nothing listens on port 1 of loopback.
        var target = new HttpTarget(new Uri("http://127.0.0.1:1/orders"), "") { Method = HttpMethod.Post, ExpectedStatus = 201 };

        var refused = await Should.ThrowAsync<HarnessException>(() => RouteCheck.EnsureAsync(
            new LocalLoadGenerator(), new LoadRoute("direct", "loopback", target), TimeSpan.FromSeconds(10), CancellationToken.None));

        refused.Kind.ShouldBe(FailureKind.Undecided);
        refused.Message.ShouldStartWith("nothing was measured: the direct route must answer 201 before it is put under load, but "
            + "POST http://127.0.0.1:1/orders (via loopback, HTTP/1.1) came back with no answer: ");
    }
}
