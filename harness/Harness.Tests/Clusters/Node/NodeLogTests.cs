using System.Runtime.Versioning;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Tests.Clusters.Engine;
using Harness.Tests.Images;
using Harness.Tests.Support;

namespace Harness.Tests.Clusters.Node;

[NonParallelizable]
internal sealed class NodeLogTests
{
    [TestCase(404, "its container is gone, and its log with it")]
    [TestCase(500, "the node's log could not be read: ")]
    public async Task A_log_that_cannot_be_had_is_told_and_hides_no_failure(int status, string told)
    {
        await using var fake = await FakeEngine.StartAsync(answer: LoopbackServer.Always(status, """{"message":"no"}"""));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        (await NodeLog.EndAsync(new NodeContainer(engine, "0123456789abcdef"), null)).ShouldStartWith(told);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_this_user_may_read_a_saved_log_and_secrets_are_masked_in_it()
    {
        // As the engine frames it: the stream, and the length in the last byte.
        const string line = "password=planted-password-12345\n";
        var frame = $"\u0001\0\0\0\0\0\0{(char)line.Length}{line}";
        using var scratch = new Scratch();
        await using var fake = await FakeEngine.StartAsync(
            answer: context => context.Request.Path.Value!.EndsWith("/logs", StringComparison.Ordinal)
            ? LoopbackServer.Always(200, frame)(context)
            : LoopbackServer.Always(200, """{"Config":{"Tty":false}}""")(context));
        using var engine = await ContainerEngine.ConnectAsync(CancellationToken.None);

        await NodeLog.SaveAsync(new NodeContainer(engine, "0123456789abcdef"), scratch["logs"], CancellationToken.None);

        File.ReadAllText(scratch["logs/node.log"]).ShouldBe("password=(masked)\n");
        File.GetUnixFileMode(scratch["logs/node.log"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
